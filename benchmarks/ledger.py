"""How fast a ledger is written, against XlsxWriter writing the same sheets with the same features.

    python benchmarks/ledger.py [indicators ...]

Both write 总台账, one sheet per unit and 归口明细 from the same rows: formats, heights for wrapped
text, formulas with remembered values, drop-down, colours, filter, frozen head, protection, print
set-up. Each run is a process of its own, in turn; only the writing is timed.
"""

from __future__ import annotations

import io
import multiprocessing
import resource
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from ledger_made import Item, assignments  # noqa: E402 - the project need not be installed
from pipeline.render.ledger import render_ledger  # noqa: E402
from pipeline.render.workbook import heights  # noqa: E402
from pipeline.views.ledger import LedgerView, ledger_view  # noqa: E402
from pipeline.views.ledger_rows import Rows  # noqa: E402

SIZES = (580, 5_800)
UNITS = 40
ROUNDS = 3
WORDS = "规模以上工业增加值增长速度及占地区生产总值比重提高幅度居民人均可支配收入技术合同成交额"


def view(indicators: int) -> LedgerView:
    """A ledger of so many indicators, two units each, in ten classes."""
    items = (
        Item(
            f"{n % 10}、第{n % 10}类",
            (WORDS[n % 20 :] + WORDS)[: 12 + n % 30],
            str(Decimal(n % 9 - 2) / 2),
            (f"第{n % UNITS}局", f"第{(n + 7) % UNITS}局"),
        )
        for n in range(indicators)
    )
    return ledger_view(assignments(items))


def ours(ledger: LedgerView) -> bytes:
    return render_ledger(ledger, (ROOT / "templates" / "台账.xlsx").read_bytes()).data


def theirs(ledger: LedgerView) -> bytes:
    return _XlsxWriter().write(ledger)


class _XlsxWriter:
    """The same three kinds of sheets as one writes them with XlsxWriter."""

    def __init__(self) -> None:
        import xlsxwriter

        self.buffer = io.BytesIO()
        self.book = xlsxwriter.Workbook(self.buffer, {"strings_to_formulas": False})
        look = {"font_name": "宋体", "font_size": 10.5, "valign": "vcenter", "border": 1}
        add = self.book.add_format
        self.cell = add(look | {"text_wrap": True})
        self.open = add(look | {"text_wrap": True, "locked": False})
        self.rate = add(look | {"num_format": "0.0%"})
        self.head = add(look | {"bold": True, "align": "center", "bg_color": "#E4EBF5"})
        self.colours = [add({"bg_color": c}) for c in ("#BDD7EE", "#C6E0B4", "#FFE699", "#F8CBAD")]

    def write(self, ledger: LedgerView) -> bytes:
        items = ledger.tables["项"]
        last = len(items.rows) + 4
        fixed = items.fields[:11]
        self.sheet("总台账", items, (*items.fields[:26],), fixed, self.progress)

        def linked(row: int) -> tuple[tuple[str, str], ...]:
            at = f"$AD{row}"
            source = (
                ("目标值", "F"),
                ("牵头单位", "H"),
                ("配合单位", "I"),
                ("完成率", "Q"),
                ("状态", "S"),
            )
            return tuple(
                (name, f'=IF({at}=0,"",INDEX(总台账!${c}$5:${c}${last},{at}))')
                for name, c in source
            )

        for unit in ledger.units:
            self.sheet(unit.name, unit.items, unit.items.fields[:15], fixed, linked)
        details = ledger.tables["明细"]

        def state(row: int) -> tuple[tuple[str, str], ...]:
            found = f"INDEX(总台账!$S$5:$S${last},MATCH($B{row},总台账!$Y$5:$Y${last},0))"
            return (("状态", f'=IFERROR({found}&"","")'),)

        self.sheet("归口明细", details, details.fields, details.fields, state)
        self.book.close()
        return self.buffer.getvalue()

    @staticmethod
    def progress(row: int) -> tuple[tuple[str, str], ...]:
        return (
            ("完成率", f'=IF(AND(ISNUMBER($Z{row}),ISNUMBER($P{row})),$P{row}/$Z{row},"")'),
            ("序时", '=IF(ISNUMBER($Q$2),$Q$2/12,"")'),
            (
                "状态",
                (
                    f'=IF(NOT(ISNUMBER($Q{row})),"",IF($Q{row}>=1,"已完成",IF(NOT(ISNUMBER($R{row})),"",'
                    f'IF(ROUND($Q{row}-$R{row},6)>=0,"达序时",IF(ROUND($Q{row}-$R{row},6)>=-0.1,'
                    '"略滞后","滞后")))))'
                ),
            ),
        )

    def sheet(
        self,
        name: str,
        rows: Rows,
        fields: tuple[str, ...],
        fixed: tuple[str, ...],
        formulas: Callable[[int], tuple[tuple[str, str], ...]],
    ) -> None:
        sheet = self.book.add_worksheet(name)
        wide = {"指标": 33, "配合单位": 25}
        halves = [heights.width_in_halves(wide.get(field, 14), 10.5) for field in fields]
        for column, field in enumerate(fields):
            sheet.set_column(column, column, wide.get(field, 14))
            sheet.write_string(3, column, field, self.head)
        for number, record in enumerate(rows.rows, 4):
            computed = dict(formulas(number + 1))
            lines = 1
            for column, field in enumerate(fields):
                value: Any = record[column]
                look = self.cell if field in fixed and value is not None else self.open
                if field in computed:
                    sheet.write_formula(number, column, computed[field], self.rate, value or "")
                elif value is None:
                    sheet.write_blank(number, column, None, look)
                elif isinstance(value, str):
                    sheet.write_string(number, column, value, look)
                    lines = max(lines, heights.line_count(value, halves[column]))
                elif not isinstance(value, date):
                    sheet.write_number(number, column, value, look)
            sheet.set_row(number, max(24, heights.height(lines, 10.5)))
        last = len(rows.rows) + 3
        states = {"validate": "list", "source": ["达序时", "略滞后", "滞后", "已完成"]}
        sheet.data_validation(4, 18, last, 18, states)
        for state, colour in zip(("已完成", "达序时", "略滞后", "滞后"), self.colours, strict=True):
            rule = {"type": "formula", "criteria": f'=$S5="{state}"', "format": colour}
            sheet.conditional_format(4, 18, last, 18, rule)
        sheet.autofilter(3, 0, last, len(fields) - 1)
        sheet.freeze_panes(4, 3)
        sheet.repeat_rows(3)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.protect("", {"autofilter": True, "sort": True})


def _measured(writer: Callable[[LedgerView], bytes], indicators: int) -> tuple[float, float, int]:
    """Seconds, MiB of memory beyond what the rows themselves take, bytes of the file."""
    ledger = view(indicators)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.perf_counter()
    data = writer(ledger)
    taken = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return taken, (after - before) / 1024, len(data)


def main() -> int:
    sizes = tuple(map(int, sys.argv[1:])) or SIZES
    for indicators in sizes:
        rows = indicators * 5  # 总台账, two units' sheets, two lines of 归口明细
        found: dict[str, list[tuple[float, float, int]]] = {"fenjie": [], "XlsxWriter": []}
        for _ in range(ROUNDS):
            for name, writer in (("fenjie", ours), ("XlsxWriter", theirs)):
                with multiprocessing.get_context("spawn").Pool(1) as pool:
                    found[name].append(pool.apply(_measured, (writer, indicators)))
        medians = {n: statistics.median(t for t, _, _ in runs) for n, runs in found.items()}
        print(f"{indicators} indicators, {rows} rows")
        for name, runs in found.items():
            memory = statistics.median(m for _, m, _ in runs)
            print(
                f"  {name:10} {medians[name]:6.2f} s  {rows / medians[name]:8.0f} rows/s"
                f"  {memory:6.1f} MiB more  file {runs[0][2] / 2**20:.1f} MiB"
            )
        print(f"  fenjie is {medians['XlsxWriter'] / medians['fenjie']:.1f} x as fast", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
