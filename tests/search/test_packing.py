"""Packing loses nothing: an unpacker written apart gives the text back."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from scripts.site.search.packing import pack


def _unpack(tokens: str, pairs: str, counts: list[int], text: str) -> str:
    order = [*range(0x20, 0x7F), *range(0xA1, 0x800), *range(0x3400, 0x4000)]
    codes = iter(chr(code) for code in order if chr(code) not in '"\\<')
    named, joined = iter(tokens.split("\x1f")), iter(zip(pairs[::2], pairs[1::2], strict=True))
    words: dict[str, str | tuple[str, str]] = {}
    for kind, count in enumerate(counts):
        for _ in range(count):
            words[next(codes)] = next(joined) if kind % 2 else next(named)

    def whole(code: str) -> list[str]:
        word = words[code]
        return [word] if isinstance(word, str) else [*whole(word[0]), *whole(word[1])]

    plain = ""
    for code in text:
        for token in whole(code):
            said = plain[-1:].isascii() and plain[-1:].isalnum() and token.isascii() and token[0].isalnum()
            plain += " " + token if said else token
    return plain


@given(
    st.text(
        st.sampled_from('集体合同协商\n\t  ab19"\\<𠮷')
        | st.characters(exclude_categories=["Cs", "Co"], min_codepoint=0x20, max_codepoint=0x2FFF)
    )
)
@settings(max_examples=60)
def test_any_text_comes_back(text: str) -> None:
    for some in (text, text * 30):
        assert _unpack(*pack(some)) == some


def test_pairs_shorten_what_repeats_and_keep_to_their_line() -> None:
    text = "集体合同\n平等协商\n" * 40
    tokens, pairs, counts, packed = pack(text)
    assert len(packed) < len(text) / 2
    ends = pack("\n")[0] + "\n"
    assert len(tokens.split("\x1f")) == len(set(text))
    assert _unpack(tokens, pairs, counts, packed).count(ends[0]) == 80
    assert not set('"\\<') & set(packed + pairs)
