"""Procedures as data: what they are, whether they can be carried out, how they are read and drawn."""

from civicflow.procedures.checks import problems as problems
from civicflow.procedures.definition import HeldBy as HeldBy
from civicflow.procedures.definition import Instances as Instances
from civicflow.procedures.definition import Outcome as Outcome
from civicflow.procedures.definition import Procedure as Procedure
from civicflow.procedures.definition import Role as Role
from civicflow.procedures.definition import StepDefinition as StepDefinition
from civicflow.procedures.definition import StepKind as StepKind
from civicflow.procedures.definition import Title as Title
from civicflow.procedures.problem import Place as Place
from civicflow.procedures.problem import Problem as Problem
from civicflow.procedures.reading import examine_procedure as examine_procedure
from civicflow.procedures.reading import read_procedure as read_procedure
from civicflow.procedures.walk import may_return as may_return
from civicflow.procedures.walk import reachable as reachable
from civicflow.procedures.walk import stand_alone as stand_alone
from civicflow.procedures.writing import written as written
