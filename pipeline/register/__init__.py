"""单位名录: the office's file of units – reading, writing, proposing and checking it."""

from pipeline.register.check import check_register
from pipeline.register.load import load_register
from pipeline.register.propose import propose_register
from pipeline.register.sheet import units_from_xlsx, units_to_xlsx
from pipeline.register.write import write_register

__all__ = [
    "check_register",
    "load_register",
    "propose_register",
    "units_from_xlsx",
    "units_to_xlsx",
    "write_register",
]
