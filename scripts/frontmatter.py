"""What a page's front matter may hold, room by room. Unknown keys are refused."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Literal

from pydantic import Field

from scripts.forms.model import FormMeta
from scripts.model import Closed, Plain

Audience = Literal["cadres", "worker-representatives", "employer-representatives", "reviewers", "inspectors"]


Topic = Literal[
    "why-consult",
    "legal-basis",
    "leadership",
    "representatives",
    "topics",
    "preparation",
    "offer-and-reply",
    "meeting",
    "drafting",
    "workers-congress",
    "filing-and-review",
    "performance-and-supervision",
    "renewal-and-restructuring",
    "responsibility-and-evaluation",
    "special-contracts",
    "disputes",
]
"""The chapters of the manual, by file name: what a case teaches."""


class Front(Closed):
    """Every page: a title and one sentence for lists and search engines; an English page also says with
    which Chinese text it was compared (scripts/site/translation.py)."""

    title: Plain
    description: Plain = Field(max_length=220)
    source_hash: str | None = Field(default=None, pattern=r"^[0-9a-f]{12}$")
    template: Literal["home.html"] | None = None


class Reviewed(Front):
    """A page with a best-before date: reviewed on a day, to be read again after so many months."""

    reviewed_on: date
    review_in: int = Field(ge=1, le=60)


class LawFront(Reviewed):
    """A law page names its entry in the register; a list of documents outside it names none."""

    law: str | None = None


class GuideFront(Reviewed):
    """A chapter of the manual; `hours` are teaching hours."""

    chapter: int = Field(ge=1, le=16)
    audience: list[Audience] = Field(min_length=1)
    hours: int = Field(ge=1, le=12)


class CaseMeta(Closed):
    """What the casebook's overview needs of a case."""

    code: str = Field(pattern=r"^[SB]-\d{1,2}$")
    sector: Plain
    region: Plain
    year: Plain
    level: Literal["enterprise", "industry", "region", "platform", "city"]
    contract_type: Literal["comprehensive", "special", "labor-contract", "none"]
    topics: list[Topic] = Field(min_length=1)
    evidence: Literal["high", "medium-high", "medium"]


class CaseFront(Reviewed):
    """A case of the casebook."""

    case: CaseMeta


class FormFront(Reviewed):
    """A form or model contract."""

    form: FormMeta


ROOMS: dict[str, type[Front]] = {
    "law": LawFront,
    "guide": GuideFront,
    "casebook": CaseFront,
    "templates": FormFront,
    "reference": Reviewed,
}


def model_for(room: str, name: str, keys: Collection[str]) -> type[Front]:
    """The front matter model of a page. Lists of a room (index.md) are plain pages; a page of the
    manual without a chapter number, of the casebook without a case or of the templates without a form
    is one of text only."""
    if name == "index.md":
        return Front
    told = {"guide": "chapter", "casebook": "case", "templates": "form"}
    if room in told and told[room] not in keys:
        return Reviewed
    return ROOMS.get(room, Front)
