"""Packing loses nothing: an unpacker written apart gives the text back."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from scripts.site.search.packing import pack


def _unpack(alphabet: str, pairs: str, text: str) -> str:
    order = [*range(0x20, 0x7F), *range(0xA1, 0x800), *range(0x3400, 0x4000)]
    codes = iter(chr(code) for code in order if chr(code) not in '"\\<')
    words = {next(codes): char for char in alphabet}
    for one, other in zip(pairs[::2], pairs[1::2], strict=True):
        words[next(codes)] = words[one] + words[other]
    return "".join(words[code] for code in text)


@given(
    st.text(
        st.sampled_from('集体合同协商\n\t ab"\\<𠮷')
        | st.characters(exclude_categories=["Cs", "Co"], max_codepoint=0x2FFF)
    )
)
@settings(max_examples=60)
def test_any_text_comes_back(text: str) -> None:
    for some in (text, text * 30):
        assert _unpack(*pack(some)) == some


def test_pairs_shorten_what_repeats_and_keep_to_their_line() -> None:
    text = "集体合同\n平等协商\n" * 40
    alphabet, pairs, packed = pack(text)
    assert len(packed) < len(text) / 2
    ends = pack("\n")[0] + "\n"
    assert len(alphabet) == len(set(text))
    assert _unpack(alphabet, pairs, packed).count(ends[0]) == 80
    assert not set('"\\<') & set(packed + pairs)
