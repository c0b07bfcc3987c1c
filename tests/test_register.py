"""单位名录: reading with line numbers, writing, proposing, checking, and the workbook."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parsers.diagnostics import Diagnostic
from parsers.errors import UnreadableError
from parsers.model import ReadingRule, Text
from pipeline import codes
from pipeline.register import (
    check_register,
    load_register,
    propose_register,
    units_from_xlsx,
    units_to_xlsx,
    write_register,
)
from pipeline.units import FormerName, Group, LetterForm, Unit, UnitBook, UnitKind
from units_made import WEIDONG, book, notice, unit, write

SMALL = """\
[office]
place = "南平市东山区"

[[unit]]
name = "区财政局"   # 说明
kind = "政府部门"
aliases = ["区国库局"]

[[unit]]
name = "甲街道办事处"
kind = "街道办事处"

[[group]]
name = "各街道办事处"
members = ["甲街道办事处"]
"""


def load(
    folder: Path, text: str, encoding: str = "utf-8"
) -> tuple[UnitBook, tuple[Diagnostic, ...]]:
    return load_register(write(folder, text, encoding=encoding))


def fault(folder: Path, text: str, encoding: str = "utf-8") -> str:
    with pytest.raises(UnreadableError) as caught:
        load(folder, text, encoding)
    assert caught.value.exit_code == 3
    return str(caught.value)


def messages(folder: Path, text: str) -> list[tuple[str, str]]:
    return [(finding.code.id, finding.message) for finding in load(folder, text)[1]]


class TestReading:
    def test_a_small_register(self, tmp_path: Path) -> None:
        register, findings = load(tmp_path, SMALL)

        assert findings == ()
        assert register == UnitBook(
            (
                Unit("区财政局", UnitKind.DEPARTMENT, aliases=("区国库局",)),
                Unit("甲街道办事处", UnitKind.STREET),
            ),
            (Group("各街道办事处", ("甲街道办事处",)),),
            "单位名录.toml",
            "南平市东山区",
        )

    def test_every_key(self, tmp_path: Path) -> None:
        register, _ = load(
            tmp_path,
            """
            [office]
            first_leads = false
            [[unit]]
            name = "区新局"
            kind = "政府部门"
            full_name = "东山区新局"
            aliases = "新局"
            former = [{ name = "区老局", from = 2009-12-01, to = "2019年3月15日" }, "区更老局"]
            level = "区"
            addressee = "东山区新局"
            contact = "王某"
            phone = 87654321
            form = "函"
            code = "11"
            note = "备注"
            guessed = true
            [[unit]]
            name = "区旧局"
            kind = "其他"
            successor = "区新局"
            [[group]]
            name = "各局"
            aliases = ["各有关局"]
            open = true
            from = 2020-01-01
            to = 2021-12-31
            """,
        )

        assert register.units[0] == Unit(
            "区新局",
            UnitKind.DEPARTMENT,
            "东山区新局",
            ("新局",),
            (
                FormerName("区老局", date(2009, 12, 1), date(2019, 3, 15)),
                FormerName("区更老局"),
            ),
            None,
            "区",
            "东山区新局",
            "王某",
            "87654321",
            LetterForm.LETTER,
            True,
            "11",
            "备注",
        )
        assert register.units[1].successor == "区新局"
        assert register.groups == (
            Group("各局", None, ("各有关局",), date(2020, 1, 1), date(2021, 12, 31)),
        )
        assert register.first_leads is False

    def test_chinese_keys_mean_the_same(self, tmp_path: Path) -> None:
        text = SMALL
        for key, chinese in (
            ("office", "本机关"),
            ("unit", "单位"),
            ("group", "集合"),
            ("place", "所在地"),
            ("name", "名称"),
            ("kind", "性质"),
            ("aliases", "别名"),
            ("members", "成员"),
        ):
            text = text.replace(key, f'"{chinese}"')

        assert load(tmp_path, text) == load(tmp_path, SMALL)

    def test_the_sample_is_in_order(self) -> None:
        register, findings = load_register(WEIDONG)

        assert findings == ()
        streets = [unit for unit in register.units if unit.kind is UnitKind.STREET]
        assert [street.code for street in streets] == [f"410403{n:03d}" for n in range(1, 13)]
        vertical = [unit for unit in register.units if unit.kind is UnitKind.VERTICAL]
        assert len(vertical) == 5
        assert all(unit.form is LetterForm.LETTER for unit in vertical)


class TestFaults:
    """What cannot be read: the message names file, line and key."""

    def test_a_missing_file(self, tmp_path: Path) -> None:
        with pytest.raises(UnreadableError, match="没有找到单位名录“没有"):
            load_register(tmp_path / "没有.toml")

    @pytest.mark.parametrize(
        ("wrong", "said"),
        [
            ("name = “区财政局”   # 说明", "第 5 行用了中文标点 “ ，请改成英文双引号"),
            ("name = 区财政局", "第 5 行等号后面的内容须放在英文双引号之间"),
            ('name ＝ "区财政局"', "第 5 行用了中文标点 ＝ ，请改成英文等号"),
            ('name "区财政局"', "第 5 行键名后面缺少等号"),
            ('name = "区财政局', "第 5 行双引号没有配对"),
            ('name = "甲"\nname = "乙"', "第 6 行同一个键写了两次"),
        ],
    )
    def test_bad_toml(self, tmp_path: Path, wrong: str, said: str) -> None:
        told = fault(tmp_path, SMALL.replace('name = "区财政局"   # 说明', wrong))

        assert "单位名录“单位名录.toml”" in told
        assert said in told

    def test_an_unclosed_list(self, tmp_path: Path) -> None:
        told = fault(tmp_path, SMALL.replace('["区国库局"]', '["区国库局"'))

        assert "行" in told

    @pytest.mark.parametrize(
        ("old", "new", "said"),
        [
            (
                'aliases = ["区国库局"]',
                'alias = ["区国库局"]',
                "第 7 行：不认识“alias”，是不是“aliases”？",
            ),
            ('kind = "政府部门"', 'kind = "部门"', '第 6 行：“kind”应为以下之一："政府部门"'),
            ('kind = "政府部门"', "", "第 4 行：缺少“kind”（性质）"),
            ('name = "区财政局"', 'name = ""', "第 5 行：缺少“name”（名称），或是空的"),
            ('["区国库局"]', "[1]", "第 7 行：“aliases”应为名称的列表"),
            ('["区国库局"]', "true", "第 7 行：“aliases”应为名称的列表"),
            ('["甲街道办事处"]', '["甲街道办事处"]\nfrom = "去年"', "第 16 行：“from”应为日期"),
            ('["甲街道办事处"]', '[]\nopen = "是"', "第 16 行：“open”应为true"),
            ("[[group]]", "[[groups]]", "第 13 行：不认识“groups”，是不是“group”？"),
            ("[[group]]", "[group]", "第 13 行：“group”应写成 [[group]]"),
            ("[office]", "[[office]]", "第 1 行：“office”应写成 [office]"),
            ("[office]", 'units = "甲"\n[office]', "第 1 行：不认识“units”"),
            ('"南平市东山区"', '"东山"', "第 2 行：“place”应为所在地的全称"),
        ],
    )
    def test_a_wrong_key_or_value(self, tmp_path: Path, old: str, new: str, said: str) -> None:
        assert said in fault(tmp_path, SMALL.replace(old, new))

    def test_several_faults_are_told_at_once(self, tmp_path: Path) -> None:
        told = fault(tmp_path, SMALL.replace("kind =", "kinds =").replace("members", "member"))

        assert told.count("第 ") == 5  # two unknown keys, two missing ones, one more unknown

    def test_a_former_name_with_a_wrong_key(self, tmp_path: Path) -> None:
        text = SMALL.replace(
            "aliases = [", 'former = [{ name = "甲", bis = 2019-01-01 }]\naliases = ['
        )

        assert "第 7 行：“former”应为曾用名的列表" in fault(tmp_path, text)

    def test_bytes_that_are_no_text(self, tmp_path: Path) -> None:
        path = tmp_path / "单位名录.toml"
        path.write_bytes(b'[[unit]]\nname = "\xff\xff\x00\x81"\n')

        with pytest.raises(UnreadableError, match="第 2 行有无法识别的字符"):
            load_register(path)


class TestEncodings:
    def test_gbk_from_notepad_is_read_and_reported_with_its_line(self, tmp_path: Path) -> None:
        register, findings = load(tmp_path, SMALL, "gbk")

        assert register == load(tmp_path, SMALL)[0]
        assert [(f.code, "自第 2 行起" in f.message) for f in findings] == [
            (codes.ENCODING_OF_TABLE, True)
        ]

    def test_unicode_from_notepad(self, tmp_path: Path) -> None:
        register, findings = load(tmp_path, SMALL, "utf-16")

        assert len(register.units) == 2
        assert [finding.code.id for finding in findings] == ["FJ430"]

    def test_a_byte_order_mark_and_windows_line_ends(self, tmp_path: Path) -> None:
        text = SMALL.replace("\n", "\r\n")

        assert load(tmp_path, text, "utf-8-sig") == load(tmp_path, SMALL)


class TestContradictions:
    """What can be read and is doubtful: a finding with file and line."""

    def test_a_unit_twice(self, tmp_path: Path) -> None:
        twice = SMALL + '[[unit]]\nname = "区财政局"\nkind = "政府部门"\naliases = ["区国库局"]\n'

        register, findings = load(tmp_path, twice)

        assert len(register.units) == 2
        assert [f.code.id for f in findings] == ["FJ432"]
        assert "“单位名录.toml”第 17 行：单位“区财政局”在第 5 行已有" in findings[0].message

    def test_a_duplicate_alias_in_a_list_over_several_lines(self, tmp_path: Path) -> None:
        text = (
            SMALL
            + '[[unit]]\nname = "乙局"\nkind = "其他"\naliases = [\n  "丙局",\n  "区国库局",\n]\n'
        )

        told = messages(tmp_path, text)

        assert [code for code, _ in told] == ["FJ433"]
        assert "第 21 行：“区国库局”既是“乙局”的名称，又是“区财政局”的（第 7 行）" in told[0][1]

    def test_a_group_is_no_member_and_a_member_needs_its_own_entry(self, tmp_path: Path) -> None:
        """The two are mended differently, so the advice is not the same."""
        more = '[[group]]\nname = "全区"\nmembers = ["各街道办事处", "丙镇"]\n'
        told = messages(tmp_path, SMALL + more)

        assert [code for code, _ in told] == ["FJ434", "FJ434"]
        assert "“各街道办事处”不在名录中，集合不会展开；它是另一个集合" in told[0][1]
        assert "每个成员都要有自己的一段 [[unit]]" in told[1][1]

    @pytest.mark.parametrize(
        ("old", "new", "code", "line"),
        [
            ('["甲街道办事处"]', '["甲街道办事处", "丙街道"]', "FJ434", 15),
            ('["甲街道办事处"]', "[]", "FJ435", 15),
            ('["甲街道办事处"]', '["甲街道办事处"]\nopen = true', "FJ441", 16),
            (
                '["甲街道办事处"]',
                '["甲街道办事处"]\nfrom = 2021-01-01\nto = 2020-01-01',
                "FJ436",
                17,
            ),
            (
                "aliases = [",
                'former = [{name="甲",from=2020-01-01,to=2019-01-01}]\naliases = [',
                "FJ436",
                7,
            ),
            ("aliases = [", 'successor = "丁局"\naliases = [', "FJ437", 7),
            ("aliases = [", 'successor = "区财政局"\naliases = [', "FJ438", 7),
            ('"各街道办事处"', '"区财政局"', "FJ439", 14),
            ("[[group]]", '[[group]]\nname = "各街道办事处"\nopen = true\n[[group]]', "FJ440", 17),
        ],
    )
    def test_one_finding_at_its_line(
        self, tmp_path: Path, old: str, new: str, code: str, line: int
    ) -> None:
        told = messages(tmp_path, SMALL.replace(old, new))

        assert [number for number, _ in told] == [code]
        assert f"“单位名录.toml”第 {line} 行：" in told[0][1]

    def test_an_empty_file(self, tmp_path: Path) -> None:
        assert messages(tmp_path, "# 空\n") == [("FJ431", "“单位名录.toml”中没有单位")]


# --- writing ------------------------------------------------------------------------------
WORD = st.text(
    st.characters(
        codec="utf-8", exclude_characters="\n\r;；、，,()（）至", exclude_categories=["Cs"]
    ),
    min_size=1,
    max_size=8,
).filter(lambda word: bool(word.strip()) and word == word.strip())
NAME = st.from_regex(r"[区县][甲乙丙丁\"\\#' ]{1,4}[局办]", fullmatch=True)
DAY = st.none() | st.dates(date(1990, 1, 1), date(2030, 1, 1))
UNITS = st.builds(
    Unit,
    NAME,
    st.sampled_from(UnitKind),
    st.none() | WORD,
    st.lists(WORD, max_size=3).map(tuple),
    st.lists(st.builds(FormerName, NAME, DAY, DAY), max_size=2).map(tuple),
    st.none() | WORD,
    st.sampled_from([None, "区", "市"]),
    st.none() | WORD,
    st.none() | WORD,
    st.none() | st.from_regex(r"[0-9]{3,11}", fullmatch=True),
    st.none() | st.sampled_from(LetterForm),
    st.booleans(),
    st.none() | st.from_regex(r"[0-9]{9}", fullmatch=True),
    st.none() | WORD,
)
GROUPS = st.builds(
    Group,
    NAME,
    st.none() | st.lists(NAME, max_size=3).map(tuple),
    st.lists(WORD, max_size=2).map(tuple),
    DAY,
    DAY,
    st.none() | WORD,
)
BOOKS = st.builds(
    UnitBook,
    st.lists(UNITS, max_size=3, unique_by=lambda unit: unit.name).map(tuple),
    st.lists(GROUPS, max_size=2).map(tuple),
    st.none(),
    st.sampled_from([None, "南平市东山区", "临海市"]),
    st.booleans(),
)
SAME_FOLDER = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


@SAME_FOLDER
@given(BOOKS)
def test_writing_and_reading_a_register_loses_nothing(tmp_path: Path, register: UnitBook) -> None:
    read, _ = load(tmp_path, write_register(register))

    assert replace(read, file=None) == register


PLAIN = st.text(
    st.characters(
        min_codepoint=0x20,
        max_codepoint=0x9FFF,
        exclude_characters="\n\r;；、，,()（）至",
        categories=["L", "N", "P"],
    ),
    min_size=1,
    max_size=8,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(BOOKS, PLAIN)
def test_a_workbook_loses_nothing(tmp_path: Path, register: UnitBook, alias: str) -> None:
    plain = replace(
        register,
        units=tuple(
            Unit(
                f"区{number}局",
                u.kind,
                aliases=(alias,),
                former=tuple(replace(f, name=f"老{k}局") for k, f in enumerate(u.former)),
                form=u.form,
                guessed=u.guessed,
                code=u.code,
                phone=u.phone,
                note=alias,
            )
            for number, u in enumerate(register.units)
        ),
        groups=tuple(
            replace(
                g,
                name=f"各组{number}",
                members=None
                if g.members is None
                else tuple(f"区{k}局" for k, _ in enumerate(g.members)),
                aliases=(alias,),
                note=None,
            )
            for number, g in enumerate(register.groups)
        ),
    )
    path = tmp_path / "单位名录.xlsx"
    path.write_bytes(units_to_xlsx(plain))

    assert replace(units_from_xlsx(path), file=None) == plain


class TestWorkbook:
    def book(self) -> UnitBook:
        return replace(load_register(WEIDONG)[0], file=None)

    def test_the_sample_goes_out_and_back(self, tmp_path: Path) -> None:
        path = tmp_path / "名录.xlsx"
        path.write_bytes(units_to_xlsx(self.book()))

        assert replace(units_from_xlsx(path), file=None) == self.book()

    def test_the_same_register_gives_the_same_bytes(self) -> None:
        assert units_to_xlsx(self.book()) == units_to_xlsx(self.book())

    def test_no_text_becomes_a_formula(self, tmp_path: Path) -> None:
        path = tmp_path / "名录.xlsx"
        path.write_bytes(units_to_xlsx(book("=1+1", "@区局")))

        with zipfile.ZipFile(path) as archive:
            assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")
        assert units_from_xlsx(path).units[0].name == "=1+1"

    def edited(self, folder: Path, sheet: str, cell: str, value: str | int | None) -> Path:
        workbook = openpyxl.load_workbook(BytesIO(units_to_xlsx(self.book())))
        workbook[sheet][cell] = value
        path = folder / "名录.xlsx"
        workbook.save(path)
        return path

    def test_what_a_clerk_types_in_excel_is_understood(self, tmp_path: Path) -> None:
        path = self.edited(
            tmp_path, "单位", "D2", "发改部门、区计委；区物价委（区物价办、区价格办）"
        )
        assert units_from_xlsx(path).units[0].aliases == (
            "发改部门",
            "区计委",
            "区物价委（区物价办、区价格办）",
        )
        path = self.edited(tmp_path, "单位", "E2", "区计委（1990.1.1至2003年12月31日）\n区老委")
        assert units_from_xlsx(path).units[0].former == (
            FormerName("区计委", date(1990, 1, 1), date(2003, 12, 31)),
            FormerName("区老委"),
        )
        path = self.edited(tmp_path, "单位", "J2", 87654321)
        assert units_from_xlsx(path).units[0].phone == "87654321"

    @pytest.mark.parametrize(
        ("sheet", "cell", "value", "said"),
        [
            ("单位", "B3", "部门", "工作表“单位”第 3 行“性质”应为 政府部门 / "),
            ("单位", "A4", None, "工作表“单位”第 4 行“名称”是空的"),
            ("单位", "A1", "单位名", "栏目多出“单位名”"),
            ("单位", "A1", None, "栏目缺少“名称”"),
            ("单位", "E2", "老局（去年至今年）", "第 2 行“曾用名”中的日期应写成"),
            ("集合", "D2", "是", "第 2 行“每次由人确定”填了“是”，就不能再填成员"),
            ("本机关", "A2", "东山", "工作表“本机关”的“所在地”应为全称"),
            ("集合", "E2", "去年", "第 2 行“启用日期”中的日期应写成"),
        ],
    )
    def test_a_cell_that_cannot_be_used(
        self, tmp_path: Path, sheet: str, cell: str, value: str | None, said: str
    ) -> None:
        with pytest.raises(UnreadableError, match="名录") as caught:
            units_from_xlsx(self.edited(tmp_path, sheet, cell, value))
        assert said in str(caught.value)

    def test_another_file(self, tmp_path: Path) -> None:
        text = write(tmp_path, "不是表格", "名录.xlsx")
        with pytest.raises(UnreadableError, match="不是 Excel 工作簿"):
            units_from_xlsx(text)
        with pytest.raises(UnreadableError, match="没有找到"):
            units_from_xlsx(tmp_path / "没有.xlsx")
        strange = tmp_path / "别的.xlsx"
        openpyxl.Workbook().save(strange)
        with pytest.raises(UnreadableError, match="没有工作表“单位”"):
            units_from_xlsx(strange)


# --- proposing ----------------------------------------------------------------------------
class TestProposing:
    def test_variants_are_one_unit_and_collectives_are_groups(self) -> None:
        register = propose_register(
            notice(
                "区财政局、财政局、区发改委",
                "区财政局、东山区发展和改革委员会、各镇（街道）、各有关单位",
            )
        )

        assert [(u.name, u.aliases) for u in register.units] == [
            ("区财政局", ("财政局",)),
            ("区发改委", ("东山区发展和改革委员会",)),
        ]
        assert register.groups == (Group("各镇（街道）", ()), Group("各有关单位", None))
        assert register.place == "南平市东山区"
        assert all(u.guessed for u in register.units)

    def test_an_abbreviation_of_two_bodies_stays_by_itself(self) -> None:
        register = propose_register(
            notice("东山经开区、东山经济开发区管委会、东山经济技术开发区管委会")
        )

        assert [u.name for u in register.units] == [
            "东山经开区",
            "东山经济开发区管委会",
            "东山经济技术开发区管委会",
        ]

    def test_the_level_of_a_list_counts(self) -> None:
        register = propose_register(notice("省商务厅、农业农村局", "区农业农村局"))

        assert [u.name for u in register.units] == ["省商务厅", "农业农村局", "区农业农村局"]

    def test_each_name_stands_there_once(self, tmp_path: Path) -> None:
        """The same words after a 区… and after no level are one unit, not two of one name."""
        made = notice("区发改局、东山经开区管委会", "东山经开区管委会、区财政局", issuer=None)
        register = propose_register(made)

        assert [u.name for u in register.units] == ["区发改局", "东山经开区管委会", "区财政局"]
        assert load(tmp_path, write_register(register))[1] == ()

    def test_what_is_a_unit_is_no_group(self) -> None:
        made = notice("市高新区管委会", "各县（区）、市高新区管委会")
        first, second = made.indicators
        marked = tuple(replace(mention, collective=True) for mention in second.mentions)
        made = replace(made, indicators=(first, replace(second, mentions=marked)))
        register = propose_register(made)

        assert [u.name for u in register.units] == ["市高新区管委会"]
        assert [(g.name, g.aliases) for g in register.groups] == [("各县（区）", ())]

    def test_a_collective_the_notice_defines_has_its_members(self) -> None:
        rule = ReadingRule("short_name", Text("甲园区管委会和乙园区管委会（以下统称“各园区”）"))

        register = propose_register(notice("甲园区管委会、各园区、乙园区管委会", rules=[rule]))

        assert [g.members for g in register.groups] == [("甲园区管委会", "乙园区管委会")]

    def test_people_and_judges_are_left_out(self) -> None:
        register = propose_register(notice("区财政局、王伟、常务副区长、?区统计局"))

        assert [u.name for u in register.units] == ["区财政局"]

    @pytest.mark.parametrize(
        ("name", "kind"),
        [
            ("区发展改革委", UnitKind.DEPARTMENT),
            ("区政府办公室", UnitKind.DEPARTMENT),
            ("东山公安分局", UnitKind.VERTICAL),
            ("区税务局", UnitKind.VERTICAL),
            ("国家统计局东山调查队", UnitKind.VERTICAL),
            ("中国人民银行东山区支行", UnitKind.VERTICAL),
            ("区消防救援大队", UnitKind.VERTICAL),
            ("区委组织部", UnitKind.PARTY),
            ("区编办", UnitKind.PARTY),
            ("区纪委监委", UnitKind.PARTY),
            ("区总工会", UnitKind.MASS),
            ("团区委", UnitKind.MASS),
            ("柳林街道办事处", UnitKind.STREET),
            ("国家矿山安全监察局东山办事处", UnitKind.VERTICAL),
            ("水利局西山办事处", UnitKind.VERTICAL),
            ("华电集团公司东山办事处", UnitKind.COMPANY),
            ("老局办事处", UnitKind.STREET),
            ("石门镇人民政府", UnitKind.TOWNSHIP),
            ("白云乡", UnitKind.TOWNSHIP),
            ("东山经开区管委会", UnitKind.ZONE),
            ("国网东山供电公司", UnitKind.COMPANY),
            ("区城投集团", UnitKind.COMPANY),
            ("区大数据中心", UnitKind.INSTITUTION),
            ("区人民医院", UnitKind.INSTITUTION),
            ("区法院", UnitKind.OTHER),
            ("区防汛抗旱指挥部", UnitKind.OTHER),
        ],
    )
    def test_kinds_are_guessed(self, name: str, kind: UnitKind) -> None:
        (proposed,) = propose_register(notice(name)).units

        assert proposed.kind is kind
        assert proposed.guessed

    def test_whom_one_does_not_give_orders_to_gets_a_letter(self) -> None:
        register = propose_register(
            notice("区财政局、区税务局、国网东山供电公司、区法院、区检察院、柳林街道办事处")
        )

        assert [u.name for u in register.units if u.form is LetterForm.LETTER] == [
            *("区税务局", "国网东山供电公司", "区法院", "区检察院"),
        ]

    def test_a_proposal_is_a_register_that_reads_back(self, tmp_path: Path) -> None:
        proposed = propose_register(notice("区财政局、各街道办事处、各有关单位"))

        read, findings = load(tmp_path, write_register(proposed))

        assert replace(read, file=None) == proposed
        assert [finding.code.id for finding in findings] == ["FJ435"]


# --- checking -----------------------------------------------------------------------------
class TestChecking:
    def codes(self, register: UnitBook, *lists: str) -> list[str]:
        found = check_register(register, notice(*lists) if lists else None)
        return [finding.code.id for finding in found]

    def test_a_register_in_order(self) -> None:
        assert self.codes(book("区财政局", "区司法局"), "区财政局、区司法局") == []

    def test_units_that_look_alike(self) -> None:
        assert self.codes(book("区发改委", "区发展改革局")) == ["FJ442"]

    def test_guesses_are_counted(self) -> None:
        assert self.codes(UnitBook((unit("区财政局", guessed=True),))) == ["FJ443"]

    def test_what_a_notice_does_not_use(self) -> None:
        register = book("区财政局", "区司法局", groups=(Group("各有关单位", None),))

        assert self.codes(register, "区财政局") == ["FJ444", "FJ445"]

    def test_what_a_notice_asks_of_it(self) -> None:
        assert "FJ401" in self.codes(book("区财政局"), "区财政局、区天文局")

    def test_people_task_forces_kinds_and_old_names(self) -> None:
        assert self.codes(book("王伟")) == ["FJ446"]
        assert self.codes(book("区防汛指挥部")) == ["FJ447"]
        assert self.codes(book("柳林街道办事处")) == ["FJ448"]
        assert self.codes(book("区工商局")) == ["FJ449"]
        assert self.codes(UnitBook((unit("区工商局", successor="区甲局"), unit("区甲局")))) == []


def test_a_workbook_is_a_register_too_and_its_contradictions_have_rows(tmp_path: Path) -> None:
    register = UnitBook(
        (unit("甲局", aliases=("丙局",)), unit("乙局", aliases=("丙局",))),
        (Group("各局", ("丁局",)),),
        place="南平市东山区",
    )
    path = tmp_path / "名录.xlsx"
    path.write_bytes(units_to_xlsx(register))

    read, findings = load_register(path)

    assert replace(read, file=None) == register
    assert [finding.code.id for finding in findings] == ["FJ433", "FJ434"]
    assert (
        "“名录.xlsx”第 3 行：“丙局”既是“乙局”的名称，又是“甲局”的（第 2 行）" in findings[0].message
    )
