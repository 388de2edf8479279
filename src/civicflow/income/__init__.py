"""What follows from a quarter's grades in pay: the fund, the coefficient that was voted, and each person's additional income."""

from civicflow.core.module import Module
from civicflow.income.calculating import CALCULATIONS
from civicflow.income.calculating import CalculateAdditionalIncome as CalculateAdditionalIncome
from civicflow.income.corrections import CORRECTION_COMMANDS, CORRECTIONS
from civicflow.income.corrections import CorrectSalaryFund as CorrectSalaryFund
from civicflow.income.events import EVENTS
from civicflow.income.funds import FUNDS
from civicflow.income.funds import RecordSalaryFund as RecordSalaryFund
from civicflow.income.funds import SetAdditionalIncomeCoefficient as SetAdditionalIncomeCoefficient
from civicflow.income.model import STATES

MODULE = Module(
    name="income",
    commands=(*FUNDS, *CALCULATIONS, *CORRECTION_COMMANDS),
    events=(*EVENTS, *CORRECTIONS),
    states=STATES,
)
