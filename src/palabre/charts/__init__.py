"""Charts: pictures of results and dossiers, each with its data; one chart a file."""

from palabre.charts.chart import Chart as Chart
from palabre.charts.forces import forces as forces
from palabre.charts.influence import influence as influence
from palabre.charts.settlements import settlements as settlements
from palabre.charts.state_graph import state_graph as state_graph
