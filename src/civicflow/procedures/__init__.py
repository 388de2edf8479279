"""Procedures as data: what they are, whether they can be carried out, how they are read and drawn."""

from civicflow.procedures.definition import HeldBy as HeldBy
from civicflow.procedures.definition import Instances as Instances
from civicflow.procedures.definition import Outcome as Outcome
from civicflow.procedures.definition import Procedure as Procedure
from civicflow.procedures.definition import Role as Role
from civicflow.procedures.definition import StepDefinition as StepDefinition
from civicflow.procedures.definition import StepKind as StepKind
from civicflow.procedures.definition import Title as Title
