"""The columns of a file as they stand now: field, type, and the questions that somebody should answer."""

import dataclasses
from collections.abc import Mapping

from prodops_desktop.intake.choices import ASIDE, DAY_FIRST, MONTH_FIRST, POINTS, SHARE, YEAR_FIRST
from prodops_desktop.intake.headers import named_fields
from prodops_desktop.intake.kinds import KINDS
from prodops_desktop.ui import formats
from prodops_desktop.ui.importing.look import ColumnLook, Look, Option, Question
from prodops_desktop.ui.importing.table_choices import RIGHT_FIELD, TableChoices
from prodops_desktop.ui.texts import counted, tr

SURE, FAIR = 0.9, 0.6
"""From these confidences on nobody needs to look at a field that was found, or it is at least likely."""


@dataclasses.dataclass(frozen=True)
class MappedColumn:
    """A column and what it leaves open; ``chosen``: the operator said its field. ``answers`` go by question.

    ``by_header`` is how sure the header alone makes the field that was found, and ``wanted`` the type that this field has.
    """

    look: ColumnLook
    field: str | None
    title: str
    type: str
    questions: tuple[Question, ...] = ()
    answers: Mapping[str, str] = dataclasses.field(default_factory=dict)
    chosen: bool = False
    type_chosen: bool = False
    by_header: float = 0.0
    wanted: str = ""
    left_out: bool = False

    @property
    def open(self) -> tuple[Question, ...]:
        """The questions that nobody has answered."""
        return tuple(question for question in self.questions if question.id not in self.answers)

    def answer(self, question: Question) -> Option:
        """The option that is taken."""
        return question.option(self.answers.get(question.id, question.chosen))


def mapped_columns(look: Look, choices: TableChoices) -> list[MappedColumn]:
    """The columns of a look with all that was decided about them."""
    mapping, chosen = choices.mapping(look), choices.chosen_fields(look.kind)
    kind = KINDS[look.kind]
    titles = {one.name: one.title for one in kind.fields}
    made = []
    for column in look.columns:
        header, name = column.header, mapping[column.header]
        left_out = header in choices.left_out
        questions = () if left_out else column.questions
        answers = {one.id: given for one in questions if (given := choices.answer_to(header, one.id)) is not None}
        if not left_out and column.field in titles and column.confidence < SURE and (name is not None or header in chosen):
            questions = (*questions, _about_field(column, column.field, name, titles))
            if header in chosen:
                answers[RIGHT_FIELD] = name or ""
        type_ = choices.types.get(header, column.type)
        found = kind.field(column.field) if column.field in titles else None
        made.append(
            MappedColumn(
                column,
                name,
                titles.get(name or "", ""),
                type_,
                questions,
                answers,
                chosen=header in chosen,
                type_chosen=header in choices.types,
                by_header=named_fields(kind, header).get(found, 0.0) if found is not None else 0.0,
                wanted=found.type if found is not None else "",
                left_out=left_out,
            )
        )
    return made


def _about_field(column: ColumnLook, found: str, now: str | None, titles: Mapping[str, str]) -> Question:
    """Whether the field that was found is right: that one, what was chosen instead of it, or none."""
    share = formats.percent(round(100 * column.confidence))
    options = [Option(found, titles[found], tr("found, {share} sure", share=share))]
    if now is not None and now != found:
        options.append(Option(now, titles[now], tr("chosen")))
    options.append(Option("", tr("Kept, no field"), ""))
    text = tr("Is “{header}” the field “{field}”?", header=column.header, field=titles[found])
    why = tr("Its header and its values fit only in part, {share}.", share=share)
    return Question(RIGHT_FIELD, column.filled, text, why, found, tuple(options))


def check_text(column: MappedColumn, question: Question) -> str:
    """A question, or the answer to it, in few words."""
    if question.id in column.answers:
        taken = column.answer(question)
        if taken.id == ASIDE:
            return tr("Sent to quarantine")
        return tr("{answer}: chosen", answer=option_title(question, taken))
    if question.id == RIGHT_FIELD:
        return tr("Right field?")
    if _asks_the_year(question):
        return counted(question.count, "{n} row: d/m/y or y/m/d?", "{n} rows: d/m/y or y/m/d?")
    if question.id == "order":
        return counted(question.count, "{n} row: d/m or m/d?", "{n} rows: d/m or m/d?")
    if question.id == "decimals":
        return counted(question.count, "{n} value: comma or point?", "{n} values: comma or point?")
    return counted(question.count, "{n} value: % or share?", "{n} values: % or shares?")


def _asks_the_year(question: Question) -> bool:
    return any(option.id == YEAR_FIRST for option in question.options)


def option_title(question: Question, option: Option) -> str:
    """How an option is called on its row."""
    if _asks_the_year(question):
        years = {
            DAY_FIRST: tr("Day / month / year"),
            MONTH_FIRST: tr("Month / day / year"),
            YEAR_FIRST: tr("Year / month / day"),
        }
        return years.get(option.id, option.title)
    if question.id == "order":
        known = {DAY_FIRST: tr("Day / month"), MONTH_FIRST: tr("Month / day")}
        aside = counted(question.count, "Send {n} row to quarantine", "Send {n} rows to quarantine")
        return aside if option.id == ASIDE else known.get(option.id, option.title)
    return option.title


def reading_title(question: Question, option: Option) -> str:
    """How the readings by an option are headed, where there is little room."""
    short = {POINTS: tr("As written"), SHARE: tr("Times 100"), ".": tr("Point"), ",": tr("Comma")}
    return short.get(option.id) or option_title(question, option)


def open_count(columns: list[MappedColumn]) -> int:
    """How many columns somebody should look at."""
    return sum(bool(column.open) for column in columns)
