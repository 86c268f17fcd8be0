"""The reviewer's checklist of a ```gates block: items by group, each failure a sentence of the opinion."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, RootModel, model_validator

from scripts.model import Closed, FaultError, Plain
from scripts.pages import Page
from scripts.problems import Problem, ProblemsError
from scripts.yamlfile import YamlFile

OPINION = "review-opinion"
"""The form that the findings go into."""


class Check(Closed):
    """One thing to look at; `if_not` is what the opinion says when it fails."""

    id: str = Field(pattern=r"^[a-z]+-\d{1,2}$")
    text: Plain
    basis: Plain
    if_not: Plain


class Group(Closed):
    """Checks under one heading: a matter of legality (national) or a gate of the Jiamusi practice.
    `field` is the blank of the opinion form for its findings."""

    group: Plain
    kind: Literal["legality", "gate"]
    field: str
    items: list[Check] = Field(min_length=1)


class Gates(RootModel[list[Group]]):
    """A whole checklist."""

    @model_validator(mode="after")
    def _ids_once(self) -> Gates:
        ids = [check.id for group in self.root for check in group.items]
        if twice := sorted({one for one in ids if ids.count(one) > 1}):
            raise FaultError(f"编号写了两次：{'、'.join(twice)}", "每项用不同的 id")
        return self


def parse(page: Page) -> list[Group]:
    """The checklist of a page. Raises ProblemsError with every fault and its line."""
    fences = [fence for fence in page.fences if fence.kind == "gates"]
    if len(fences) != 1:
        what = f"页面有 {len(fences)} 个 gates 块，应为一个"
        raise ProblemsError([Problem(page.path, 0, what, "写一个 ```gates 块", "gates block")])
    file = YamlFile.parse(fences[0].text, page.path, fences[0].line + 1)
    return file.validate(Gates).root
