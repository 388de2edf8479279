"""What anyone wants to know of what happened: views gathered from the events, and the questions answered from them."""

from civicflow.core.module import Module
from civicflow.views import days, incidents, on_site, task_history, units
from civicflow.views.on_site import OnSite as OnSite
from civicflow.views.on_time import OnTime as OnTime
from civicflow.views.trail import Trail as Trail

MODULE = Module(
    name="views",
    views=(
        task_history.VIEW,
        incidents.VIEW,
        units.VIEW,
        days.VIEW,
        on_site.EMPLOYEES,
        on_site.MODES,
    ),
    questions=(OnTime, OnSite, Trail),
)
