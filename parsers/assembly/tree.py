"""章节与条目: numbers nest in the order in which the notice uses them.

The tree says only what stands under what. Whether a leaf is a task is judged in ``judge``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from parsers.assembly import surveys
from parsers.assembly.draft import Node, Tree
from parsers.assembly.rows import TAKEN_FROM_ABOVE, is_ditto
from parsers.assembly.surveys import AMOUNT, ANNOUNCES, HEADINGLIKE, NO_PLACE, TITLE, like_a_unit
from parsers.blocks import Block, joined
from parsers.fields.labels import Kind, label_at_start, names_a_party, own_label
from parsers.fields.measures import measure_line
from parsers.fields.peel import Peeled, closes_with_units, ends_in_names, peel, sentences_in
from parsers.fields.units import is_plainly_a_unit, looks_like_units
from parsers.items import (
    AnnexTitle,
    AttachmentMark,
    AttachmentNote,
    CellText,
    ClauseLine,
    Column,
    CopiedTo,
    DateLine,
    GroupClause,
    Item,
    Numbered,
    Printed,
    Prose,
    PublicNote,
    SheetStart,
    TableHeader,
    TableRow,
)
from parsers.numbering import Form, Label, label_of
from parsers.patterns import late
from parsers.wording import ASKING_HEADING, TOTAL_ROW

_SQUARED = re.compile(r"\s*\[[^\[\]:]{2,20}\]\s*(?:\([^()]{1,20}分\)\s*)?$")  # 【民生】（5分）
_DEMANDS = re.compile(r"\s*(?:各|以上各)[^,。:]{0,14}(?:要|应|须)")
_SCORED = re.compile(r"\d\s*分\s*[)\]]$")
_ASKS = re.compile(
    rf"(?:{ASKING_HEADING})\s*:?\s*$|各[^,。:]{{0,12}}(?:要|应|须)[^。:]{{0,40}}:\s*$"
)
_HEADS = (Form.PART, Form.CHINESE, Form.CHINESE_BRACKET)
_ITEMS = (Form.ARABIC, Form.ARABIC_BRACKET, Form.CODE)
_OF_A_TABLE = frozenset({"text", "weak_text", "target", "units"})  # what a table is about
_LONGEST_HEADING = 40  # characters
_TASK_WORD = re.compile(r"(?:目标|任务|工作|事项|指标|项目)[。]?$")
_MEASURED = re.compile(r"\(?(?:计量|金额|数据)?单位:")  # 单位：亿元 is no title
_NOTE = re.compile(r"^\s*(?:注|备注|说明)\s*(?::\s*)?(?P<number>\d)?(?<=[:\d])")
_CAPPED = late(  # 以上加分事项累计不超过3分
    r"(?:(?:以上|上述)(?:各|所有|全部)?)?[加减扣奖]{1,2}分[^,。;]{0,12}(?:累计|合计|总计|最[高多])[^。;\d]{0,10}\d+(?:\.\d+)?分[^\d。;]{0,6}。?$"
)
_DASH = re.compile(r"\s*(?:-{1,2}\s*(?=[\u4e00-\u9fff“\"]))?")


def _lead(block: Block) -> int:
    """The column where the text of an item without number begins: behind blanks and ——."""
    found = _DASH.match(block.folded)
    return found.end() if found is not None else 0


def _introduces(item: Item | None) -> bool:
    """本组项目实行月调度。, 本部分2项由A牵头: what may stand between a heading and an item."""
    if isinstance(item, GroupClause):
        return True
    return isinstance(item, Prose) and item.block.folded.rstrip().endswith("。")


def _closed(block: Block, peeled: Peeled) -> bool:
    """Whether a paragraph says who does it."""
    return peeled.units or closes_with_units(block)


def _is_squared(node: Node) -> bool:
    """Whether a node is a heading such as 【教育助学】."""
    return node.form is Form.NONE and _SQUARED.match(node.own.folded) is not None


class Builder:
    """Takes the items of the body one by one; ``tree`` holds the result."""

    def __init__(self) -> None:
        self.tree = Tree()
        self.stack: list[Node] = []
        self.current: Node | None = None
        self.series = 0
        self.columns: tuple[Column, ...] = ()
        self.table_section: tuple[str, Node | None] = ("", None)
        self.category_path: list[tuple[int, Node]] = []  # the same, by grid column
        self.measures: tuple[str, ...] = ()  # 单位：亿元 above the table, and above the next one
        self.measures_ahead: tuple[str, ...] = ()
        self.cells_above: dict[int, CellText] = {}  # of the row above, by grid column
        self.annex_open = False
        self.sheet: Block | None = None  # the name of a sheet in which no list began yet
        self.note_numbers, self.note_role = 0, "attachment_note"
        self.beside: Form | None = None  # the form of the items among which a ▲ stands
        self.beside_rows: list[TableRow] = []  # of a second table right of the one being read
        self.own_labels: frozenset[str] = frozenset()  # words that open several lines as labels do
        self.above_tables: frozenset[int] = frozenset()  # lines that head a table each
        self.above_items: frozenset[int] = frozenset()  # lines without number that head tasks
        self.begun = False  # a paragraph of the body stood
        self.foot = False  # the date of issue or the colophon stood, and no list since

    def feed(self, items: Sequence[Item]) -> Tree:
        self.above_tables = surveys.above_tables(items)
        self.above_items = surveys.above_chinese_items(items)
        self.above_items |= surveys.above_first_items(items)
        self.own_labels = surveys.own_labels(items)
        for n, item in enumerate(items):
            following = items[n + 1] if n + 1 < len(items) else None
            if isinstance(item, Prose) and _introduces(following):
                following = items[n + 2] if n + 2 < len(items) else None
            if self.beside_rows and not isinstance(item, TableRow):
                self._right_hand()
            if self._is_measure_line(item):
                self._role(item.block, "note")
            else:
                self._take(item, following)
        self._right_hand()
        self._lone_tasks()
        return self.tree

    def _lone_tasks(self) -> None:
        """Paragraphs with units below a heading: 一、工业 / 技改投资增长15%。 / 责任单位：….

        The heading's like have items below them, or several such paragraphs themselves; one
        among many with a second paragraph is an item behind which a number was lost.
        """
        nodes = self.tree.nodes
        kin: dict[tuple[int, int, Form], list[Node]] = {}
        for node in nodes:
            if node.form in _HEADS and node.row is None:
                kin.setdefault((id(node.parent), node.series, node.form), []).append(node)
        added: dict[int, list[Node]] = {}
        for heads in kin.values():
            for head, found in self._below(heads):
                added[head.order] = found
        if not added:
            return
        shift = [0] * (len(nodes) + 1)
        for at in range(len(nodes)):
            shift[at + 1] = shift[at] + len(added.get(at, ()))
        self.tree.groups = [(at + shift[at], group) for at, group in self.tree.groups]
        self.tree.totals = [(at + shift[at], part) for at, part in self.tree.totals]
        self.tree.nodes = [n for head in nodes for n in (head, *added.get(head.order, ()))]
        for at, node in enumerate(self.tree.nodes):
            node.order = at

    def _below(self, heads: Sequence[Node]) -> Iterator[tuple[Node, list[Node]]]:
        """Headings of one kind and the tasks that their paragraphs are."""
        filled = [n for n in heads if n.children]
        parted = any(2 * sum(map(self._named, n.children)) >= len(n.children) for n in filled)
        above = [n for n in heads if not n.children and n.more and not n.more[0][0]]
        bare = [n for n in above if self._only_heads(n, below=False)]
        parts = [(head, self._paragraphs_of(head)) for head in bare]
        several = [head for head, found in parts if len(found) > 1]
        several += [
            n for n in filled if len(n.children) > 1 and all(c.sentence for c in n.children)
        ]
        held = parted or 3 * len(several) >= len(heads)
        for head, found in parts:
            lines = any(one.more for one in found)
            if found and (held if lines else bool(filled) or (held and bool(several))):
                head.more, head.children = [], found
                yield head, found
            elif lines and len(found) > 1:
                head.more = [(False, found[0].own), *found[0].more]
                siblings = head.parent.children if head.parent is not None else []
                for one in found[1:]:
                    one.parent, one.level = head.parent, head.level
                siblings[len(siblings) :] = found[1:]
                yield head, found[1:]

    def _may_hold_paragraphs(self, node: Node) -> bool:
        """Whether a node is a few words above paragraphs; ``_lone_tasks`` says what they are."""
        return (
            node.form in _HEADS and node.more[0][0] is False and self._only_heads(node, below=False)
        )

    def _paragraphs_of(self, head: Node) -> list[Node]:
        """All that stands below a heading as tasks without numbers; [] if some of it is none."""
        found: list[Node] = []
        for is_clause, block in head.more:
            if is_clause:
                if not found or (found[-1].sentence and not found[-1].more):
                    return []
                found[-1].more.append((True, block))
                continue
            one = Node(Form.NONE, None, block, _lead(block), head.level + 1, head, head.series, 0)
            one.sentence = _closed(block, peel(block))
            found.append(one)
        closing = []
        while len(found) > 1 and not (found[-1].sentence or found[-1].more):
            if not _DEMANDS.match(found[-1].own.folded):
                return []
            closing.append(found.pop().own)  # 各责任单位要切实负起责任
        if not all(one.sentence or one.more for one in found):
            return []
        self.tree.loose += closing
        return found

    # --- one item -------------------------------------------------------------------------

    def _take(self, item: Item, following: Item | None) -> None:
        block = item.block
        note = isinstance(item, AttachmentNote | Numbered | Prose)
        self.note_numbers = self.note_numbers if note else 0
        match item:
            case Numbered():
                self._number(item)
            case ClauseLine():
                if not self._requirements(block, following):
                    self._clause(block)
            case GroupClause():
                self._group(item)
            case TableHeader():
                self._header(item)
            case TableRow():
                self._left_hand(item)
            case AttachmentMark() | SheetStart() | AnnexTitle():
                self._list_begins(item)
            case AttachmentNote():
                self.note_numbers, self.note_role = 1, "attachment_note"
                self._aside(block, "attachment_note")
            case Prose():
                self._prose(block, following)
            case _:
                self._at_the_foot(item, following)

    def _at_the_foot(self, item: Item, following: Item | None) -> None:
        """Dates, imprints and notes, and whatever else says nothing of an item."""
        match item:
            case DateLine():
                self._date(item.block, following)
            case Printed() | CopiedTo():
                self._end("printed" if isinstance(item, Printed) else "copied_to", item.block)
            case PublicNote():
                self._aside(item.block, item.role)
            case _:
                self._role(item.block, "prose")

    def _aside(self, block: Block, role: str) -> None:
        """A line of no item; what stands behind it does not belong to the item above."""
        self._role(block, role)
        self.current = None

    def _group(self, item: GroupClause) -> None:
        self._grouped_paragraphs(item)
        self.tree.groups.append((len(self.tree.nodes), replace(item, series=self.series)))
        self._role(item.block, "group_clause")
        if item.which != "this":
            self.current = None
        if item.which == "until":
            self.stack = [n for n in self.stack if n.form in (Form.PART, Form.CHINESE, Form.NONE)]

    def _grouped_paragraphs(self, item: GroupClause) -> None:
        """Paragraphs below a heading that 以上2项由A牵头 counts are tasks, each of them."""
        head = self.current
        if head is None or item.which not in ("above", "part") or not head.more or head.children:
            return
        plain = all(not is_clause for is_clause, _ in head.more)
        if plain and item.count == len(head.more) and self._may_hold_paragraphs(head):
            for _, block in head.more:
                self._node(Form.NONE, None, block, _lead(block), head).sentence = True
            head.more = []

    def _role(self, block: Block, role: str) -> None:
        self.tree.told.append((block, role))

    def _belongs_to_note(self, item: Numbered) -> bool:
        """2.… under 附件：1.… is a line of the list of annexes, under 注：1.… one of the notes."""
        if (
            self.note_numbers
            and item.label.value == self.note_numbers + 1
            and item.label.form is Form.ARABIC
        ):
            self.note_numbers += 1
            self._role(item.block, self.note_role)
            return True
        self.note_numbers = 0
        return False

    def _list_begins(self, item: AttachmentMark | SheetStart | AnnexTitle) -> None:
        if isinstance(item, AnnexTitle):
            self._annex_title(item.block)
            return
        self._new_list(item.block, "sheet" if isinstance(item, SheetStart) else "attachment")
        if isinstance(item, SheetStart):
            self.sheet = item.block if item.named else None

    def _annex_title(self, block: Block) -> None:
        if self.annex_open and self.tree.annexes.get(self.series) is None:
            self.tree.annexes[self.series] = block

    def _new_list(self, block: Block, role: str) -> None:
        self.series += 1
        self.foot = False
        self.tree.annexes[self.series] = None
        self.annex_open = True
        self.stack, self.current, self.columns = [], None, ()
        self.table_section = ("", None)
        self._role(block, role)

    def _date(self, block: Block, following: Item | None) -> None:
        """A date ends a list, unless counting goes on behind it: then it strayed in."""
        last = next((n for n in reversed(self.tree.nodes) if n.form is Form.ARABIC), None)
        if isinstance(following, ClauseLine) or (
            isinstance(following, Numbered)
            and following.label.value != 1
            and last is not None
            and following.label.form is last.form
            and following.label.value == (last.value or 0) + 1
        ):
            self._role(block, "unread")
            return
        self._end("date_of_issue", block)

    def _end(self, role: str, block: Block) -> None:
        self.foot = True
        self.stack, self.current, self.columns = [], None, ()
        self.table_section = ("", None)
        self._role(block, role)

    def _node(
        self, form: Form, label: Label | None, block: Block, start: int, parent: Node | None
    ) -> Node:
        level = parent.level + 1 if parent else 1
        node = Node(form, label, block, start, level, parent, self.series, len(self.tree.nodes))
        if parent is not None:
            parent.children.append(node)
        self.tree.nodes.append(node)
        return node

    def _number(self, item: Numbered) -> None:
        if self._belongs_to_note(item):
            return
        label = item.label
        self._among(label.form)
        forms = [node.form for node in self.stack]
        if label.form in forms:
            del self.stack[forms.index(label.form) :]
        elif label.form is Form.CHINESE or (label.form is Form.PART and self.stack):
            self.stack = [n for n in self.stack if n.form in (Form.PART, Form.NONE)][
                : 1 if self._stays_above() else 0
            ]
        elif label.form is Form.CHINESE_BRACKET:
            while self.stack and self.stack[-1].form in (
                Form.ARABIC,
                Form.ARABIC_BRACKET,
                Form.CIRCLED,
            ):
                self.stack.pop()
        self.foot = False
        parent = self.stack[-1] if self.stack else None
        node = self._node(label.form, label, item.block, label.rest, parent)
        self.stack.append(node)
        self.current = node
        self.annex_open = False

    def _stays_above(self) -> bool:
        """Whether the outermost heading is one above 一、 too: 第一部分, 【经济】."""
        top = self.stack[0] if self.stack else None
        return top is not None and (
            top.form is Form.PART or _is_squared(top) or top.own.line in self.above_items
        )

    def _among(self, form: Form) -> None:
        """▲ behind an item that names its units is another item, as G1 and ▲ by turns are."""
        last = self.stack[-1] if self.stack else None
        if last is None:
            return
        if form is Form.BULLET and last.form in _ITEMS and self._named(last):
            self.beside = last.form
            self.stack.pop()
        elif last.form is Form.BULLET and form is self.beside:
            self.stack.pop()

    def _clause(self, block: Block) -> None:
        node = self.current
        if node is not None and node.more and not node.more[-1][0]:
            had = any(is_clause for is_clause, _ in node.more) or peel(node.own, node.start).units
            if had and not self._may_hold_paragraphs(node):
                # a paragraph after a finished item, with a clause of its own: its number is lost
                _, text = node.more.pop()
                node = self._loose_task(text, node.parent)
        elif (
            node is None
            and not self.foot
            and self.tree.loose
            and self.tree.loose[-1].end_line < block.line
        ):
            node = self._loose_task(self.tree.loose.pop(), self.stack[-1] if self.stack else None)
        if node is None:
            self.tree.strays.append(block)
            return
        node.more.append((True, block))
        self.current = node

    def _loose_task(self, text: Block, parent: Node | None) -> Node:
        return self._node(Form.NONE, None, text, _lead(text), parent)

    def _prose(self, block: Block, following: Item | None) -> None:
        folded = block.folded.strip()
        if (
            self.note_numbers
            and self.note_role == "attachment_note"
            and block.gap == 0
            and len(folded) < 60
            and not re.search(r"[。]$", folded)
        ):
            self._role(block, "attachment_note")
            return
        untitled = self.annex_open and self.tree.annexes.get(self.series) is None
        if untitled and not _MEASURED.match(folded) and block.line not in self.above_tables:
            self._annex_title(block)
            self._role(block, "annex_title")
            return
        if self._note(block, folded):
            return
        if self._heading_without_number(block, folded, following):
            return
        if self._labelled(block, following):
            self._clause(block)
            return
        if isinstance(following, Numbered) and self._units_ahead(block, folded, following.label):
            return
        peeled = peel(block) if any(c in folded for c in "(:由") else None
        if peeled is not None and self._each_its_own(block, peeled):
            return
        finished = self.current is not None and bool(self._named(self.current))
        if self.current is not None and finished and peeled is not None and peeled.units:
            if self.current.more and self._may_hold_paragraphs(self.current):
                self.current.more.append((False, block))
            else:
                self.current = self._loose_task(block, self.current.parent)
            return
        if self.current is not None:
            self.current.more.append((False, block))
            return
        if (
            peeled is not None
            and peeled.units
            and not self.foot
            and (any(c.word for c in peeled.clauses) or self.stack)
        ):
            self.current = self._loose_task(block, self.stack[-1] if self.stack else None)
            return
        self.begun = True
        self.tree.loose.append(block)

    def _note(self, block: Block, folded: str) -> bool:
        """注：…, and what caps the points of the items above: 以上加分事项累计不超过3分."""
        note = _NOTE.match(folded)
        if note is None and ("分" not in folded or not _CAPPED.match(folded)):
            return False
        self._aside(block, "note")
        if note is not None:
            self.note_numbers, self.note_role = int(note["number"] or 0), "note"
        return True

    def _labelled(self, block: Block, following: Item | None) -> bool:
        """所属片区：… among the clauses of an item: a label too, if none that a list holds."""
        if self.current is None or (label := own_label(block.folded)) is None:
            return False
        beside = isinstance(following, ClauseLine) or (
            isinstance(following, Prose) and own_label(following.block.folded) is not None
        )
        below = bool(self.current.more) and self.current.more[-1][0]
        return below or label.word in self.own_labels or (beside and names_a_party(block.folded))

    def _units_ahead(self, block: Block, folded: str, label: Label) -> bool:
        """登记科： on a line of its own: whoever does the items below, to the next such line."""
        end = len(folded) - 1
        if not folded.endswith(":") or not looks_like_units(folded, 0, end) or self.foot:
            return False
        start = block.folded.index(folded)
        group = GroupClause(block, "until", None, (), start, start + end)
        self.tree.groups.append((len(self.tree.nodes), group))
        self._role(block, "group_clause")
        self.current = None
        forms = [node.form for node in self.stack]
        if label.form in forms:
            del self.stack[forms.index(label.form) :]
        return True

    def _each_its_own(self, block: Block, peeled: Peeled) -> bool:
        """Sentences, or paragraphs, below a heading of which each names who does it.

        （一）做强先进制造业 / 技改投资增长15%。（A牵头）新增企业5家。（B、C负责）
        """
        head = self.current
        if head is None and self.stack and not self.foot:
            head = self.stack[-1]
        if head is None or (head is self.current and not self._only_heads(head)):
            return False
        above = [b for is_clause, b in head.more if not is_clause and _closed(b, peel(b))]
        begun = above or (head.children and head.children[-1].sentence)
        if len(sentences_in(block)) < 2 and not (begun and _closed(block, peeled)):
            return False
        head.more = [pair for pair in head.more if pair[1] not in above]
        for paragraph in (*above, block):
            self._sentences(paragraph, head)
        self.current = None
        return True

    def _sentences(self, block: Block, head: Node) -> None:
        for start, end in sentences_in(block) or [(0, len(block.text))]:
            part = block.part(start, end)
            self._node(Form.NONE, None, part, _lead(part), head).sentence = True

    def _only_heads(self, node: Node, *, below: bool = True) -> bool:
        """Whether a node is a few words that name nobody and can stand above others.

        With ``below`` no clause may stand below it either.
        """
        text = node.own.folded[node.start :].strip().rstrip("。:")
        if len(text) > _LONGEST_HEADING or "。" in text:
            return False
        return not (self._named(node) if below else peel(node.own, node.start).units)

    def _heading_without_number(self, block: Block, folded: str, following: Item | None) -> bool:
        if self._surely_heads(block, folded) or self._requirements(block, following):
            return True
        if not isinstance(following, Numbered) or not HEADINGLIKE.match(folded):
            return False
        label = following.label
        last = self.current or (self.tree.nodes[-1] if self.tree.nodes else None)
        restarts = label.value == 1 or (last is not None and last.form is label.form)
        titled = not folded.startswith(("(", "[")) and not AMOUNT.search(folded)
        if not titled or ANNOUNCES.search(folded) or self._ends_above(block):
            return False
        counts_on = label.value != 1 and any(
            n.form is Form.CHINESE and n.series == self.series for n in self.tree.nodes
        )
        opened = self.stack[-1] if self.stack and self.stack[-1] is self.tree.nodes[-1] else None
        if folded.endswith("。") and opened is not None and opened.form is Form.NONE:
            return False  # 本组项目实行月调度。 below a heading is none
        doer = all(map(is_plainly_a_unit, folded.split("、")))
        listed = "、" in folded and _TASK_WORD.search(folded) is None  # 省、市下达的其他目标
        if counts_on or (not doer and (listed or like_a_unit(folded))):
            return False
        if not restarts or (self.current is not None and not self._finished(self.current)):
            return False
        if not self.tree.nodes and self.series == 0 and (not self.begun or TITLE.search(folded)):
            return False
        plain = [n for n in self.stack if n.form is Form.NONE]
        if plain:
            del self.stack[self.stack.index(plain[0]) :]
        elif label.value == 1:
            self.stack = []
        else:
            while self.stack and self.stack[-1].form in (Form.ARABIC, label.form):
                self.stack.pop()
        self._open_heading(block)
        return True

    def _ends_above(self, block: Block) -> bool:
        """Whether a line is the end of the paragraph right above: …请认真抓 | 好落实。"""
        above = self.tree.loose[-1] if self.tree.loose else None
        stopped = above is None or above.folded.rstrip()[-1:] in "。:;!"
        stopped = stopped or block.text[:1].isspace()
        return (
            above is not None
            and not stopped
            and above.end_line + 1 == block.line
            and block.folded.rstrip().endswith("。")
        )

    def _surely_heads(self, block: Block, folded: str) -> bool:
        """Opens 【教育助学】, and a line that the whole notice shows to head a table or tasks."""
        close = folded.index("]") if _SQUARED.match(folded) else 0
        named = looks_like_units(folded, 1, close) and not folded[:close].endswith(NO_PLACE)
        if close and not named:
            top = any(_is_squared(n) and n.parent is None for n in self.tree.nodes)
            self.stack = [] if top else [n for n in self.stack if n.form in _HEADS]
        elif block.line in self.above_tables or block.line in self.above_items:
            self.stack = []
        else:
            return False
        self._open_heading(block)
        return True

    def _requirements(self, block: Block, following: Item | None) -> bool:
        """工作要求： / 1.各单位要…: a heading, above which the list has ended."""
        first = isinstance(following, Numbered) and following.label.value == 1
        if not first or not _ASKS.match(block.folded.strip()):
            return False
        self.stack = []
        self._open_heading(block)
        return True

    def _open_heading(self, block: Block) -> None:
        lead = len(block.text) - len(block.text.lstrip())
        above = self.stack[-1] if self.stack else None
        self.stack.append(self._node(Form.NONE, None, block, lead, above))
        self.current = None

    def _named(self, node: Node) -> bool:
        """Whether somebody is already named for a node."""
        return any(is_clause for is_clause, _ in node.more) or peel(node.own, node.start).units

    def _finished(self, node: Node) -> bool:
        text = node.own.folded.rstrip()
        closed = ends_in_names(node.own, node.start) is not None
        return (
            closed or self._named(node) or text.endswith("。") or _SCORED.search(text) is not None
        )

    # --- tables ---------------------------------------------------------------------------

    def _header(self, item: TableHeader) -> None:
        if item.columns != self.columns or self.measures_ahead:
            self.measures, self.measures_ahead = self.measures_ahead, ()
            self.cells_above = {}
        self.columns = item.columns
        if (
            self.sheet is not None
        ):  # 重点任务 on the sheet's tab, unless a title stands on the sheet
            self._annex_title(self.sheet)
            self.sheet = None
        self._aside(item.block, "table_header")

    def _is_measure_line(self, item: Item) -> bool:
        """单位：亿元: kept for the table below; whether the line says nothing else."""
        line = measure_line(item.block.folded) if isinstance(item, Prose | ClauseLine) else None
        if line is not None:
            self.measures_ahead = line.measures
        return line is not None and line.alone

    def _right_hand(self) -> None:
        """The rows of a second table beside the first: read when the first has ended."""
        rows, self.beside_rows = self.beside_rows, []
        for row in rows:
            self._row(row)

    def _left_hand(self, item: TableRow) -> None:
        """A row, or its left part where two tables stand side by side; the right one waits.

        序号｜任务｜单位｜序号｜任务｜单位: the second number begins the second table. In
        序号｜单位｜任务序号 it names the task of the one table there is.
        """
        numbers = [c.first for c in self.columns if c.kind == "number"]
        if len(numbers) != 2 or numbers[1] == 0 or not self._side_by_side(numbers[1]):
            self._row(item)
            return
        left = tuple(c for c in item.cells if c.column < numbers[1])
        right = tuple(c for c in item.cells if c.column >= numbers[1])
        if any(not c.carried and c.folded.strip() for c in right):
            self.beside_rows.append(TableRow(item.block, right, item.doubtful))
        if left:
            self._row(TableRow(item.block, left, item.doubtful))

    def _side_by_side(self, second: int) -> bool:
        """Whether each of two parts of a header says what is to be done, or who does it."""
        left = {c.kind for c in self.columns if c.first < second}
        right = {c.kind for c in self.columns if c.first >= second}
        return bool(left & _OF_A_TABLE and right & _OF_A_TABLE)

    def _row(self, item: TableRow) -> None:
        written = [c for c in item.cells if c.folded.strip()]
        fresh = [c for c in written if not c.carried]
        if not fresh:
            self._role(item.block, "blank")
            return
        if item.category:
            self._category_row(item)
            return
        lone = len({(c.start, c.end) for c in fresh}) == 1 and len(written) == 1
        first = fresh[0]
        words = first.folded.strip()
        if TOTAL_ROW.match(words) or (
            len(fresh) <= 3 and any(TOTAL_ROW.match(c.folded.strip()) for c in fresh)
        ):
            self._role(item.block, "total_row")
            figures = [c for c in fresh if self._kind(c) == "points"]
            if len(figures) == 1:  # with a column for each kind of unit the rows add up otherwise
                cell = figures[0]
                part = cell.block.part(cell.start, cell.end)
                self.tree.totals.append((len(self.tree.nodes), part))
            return
        if lone and (label := label_at_start(words)) is not None and label.kind is Kind.UNITS:
            part = first.block.part(first.start, first.end)
            self._group(GroupClause(part, "until", None, (), label.start, None))
            return
        if lone and (_NOTE.match(words) or (len(words) > 60 and label_of(words) is None)):
            self._role(item.block, "note")
            return
        if lone and (
            first.width > 1
            or len(item.cells) == 1
            or label_of(words) is not None
            or self._kind(first) == "section"
        ):
            self._section_row(first)
            return
        kinds = {self._kind(c) for c in fresh}
        if (
            not kinds & {"text", "number", "weak_text"}
            and self.tree.nodes
            and self.tree.nodes[-1].row is not None
        ):
            self.tree.nodes[-1].continued.append(item)
            return
        node = self._node(Form.NONE, None, item.block, 0, self._category(item))
        node.row, node.columns, node.measures = self._resolved(item), self.columns, self.measures
        self.current = None

    def _resolved(self, item: TableRow) -> TableRow:
        """The row, 同上 in its cells being what stands above them; units know it themselves."""
        cells = []
        for cell in item.cells:
            above = self.cells_above.get(cell.column)
            taken = self._kind(cell) in TAKEN_FROM_ABOVE and is_ditto(cell)
            if taken and above is not None:
                cells.append(replace(above, carried=cell.carried))
            else:
                cells.append(cell)
        self.cells_above = {c.column: c for c in cells if c.folded.strip() and not is_ditto(c)}
        return replace(item, cells=tuple(cells))

    def _category_row(self, item: TableRow) -> None:
        """一｜经济发展｜30: the number, the title and the points of what the rows below are."""
        by_kind = {self._kind(c): c for c in reversed(item.cells) if c.folded.strip()}
        number = by_kind["number"]
        kinds = ("text", "weak_text", "target", "section")
        title = next(by_kind[k] for k in kinds if k in by_kind)
        mark = number.block.part(number.start, number.end)
        whole = joined(mark, title.block.part(title.start, title.end))
        label = label_of(f"{mark.folded.rstrip()}、")
        if label is not None:
            end = len(mark.text.rstrip())
            label = label._replace(end=min(label.end, end), rest=end)
        self._heading(label, whole).scored = by_kind.get("points")

    def _kind(self, cell: CellText) -> str:
        return next((c.kind for c in self.columns if c.first <= cell.column <= c.last), "")

    def _section_row(self, cell: CellText) -> None:
        part = cell.block.part(cell.start, cell.end)
        self._heading(label_of(part.folded), part)

    def _heading(self, label: Label | None, part: Block) -> Node:
        """A heading among the rows of a table, below those above it of other forms."""
        form = label.form if label is not None else Form.NONE
        forms = [node.form for node in self.stack]
        if form in forms:
            del self.stack[forms.index(form) :]
        elif form in (Form.CHINESE, Form.NONE):
            self.stack = []
        node = self._node(
            form, label, part, label.rest if label else 0, self.stack[-1] if self.stack else None
        )
        self.stack.append(node)
        self.table_section = ("", None)
        self.current = None
        return node

    def _category(self, item: TableRow) -> Node | None:
        """The section named in a category cell, merged downwards or written once."""
        cells = [c for c in item.cells if self._kind(c) == "section"]
        parent = self.stack[-1] if self.stack else None
        text = "\n".join(c.folded for c in cells)
        if not text.strip():
            return self.table_section[1] or parent
        if text == self.table_section[0]:
            return self.table_section[1]
        node = parent
        outermost = min(c.column for c in cells if c.folded.strip())
        for column, above in self.category_path if self.table_section[1] is not None else ():
            if column < outermost:  # merged in a table of text: 产出指标 stays above 质量指标
                node = above
        path = [(c, n) for c, n in self.category_path if c < outermost]
        for cell in cells:
            if not cell.folded.strip():
                continue
            same = next(
                (c for c in self._siblings(node) if c.own.folded == cell.folded and not c.row), None
            )
            if same is not None and cell.carried:
                node = same
                path.append((cell.column, node))
                continue
            part = cell.block.part(cell.start, cell.end)
            label = label_of(part.folded)
            node = self._node(
                label.form if label else Form.NONE, label, part, label.rest if label else 0, node
            )
            path.append((cell.column, node))
        self.table_section, self.category_path = (text, node), path
        return node

    def _siblings(self, node: Node | None) -> list[Node]:
        if node is not None:
            return node.children
        return [n for n in self.tree.nodes if n.parent is None and n.series == self.series]
