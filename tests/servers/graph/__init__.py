"""A fake Microsoft Graph on 127.0.0.1: one mailbox with mail, a calendar and contacts.

    def test_x(graph: Graph) -> None:           # fixture of tests/servers/fixtures.py, one a test
        inbox = graph.deliver(b"From: ...")     # ids are immutable ids
        graph.fail_next(THROTTLED, path="/delta")
        graph.url, graph.token("Mail.ReadBasic"), graph.log, graph.most_concurrent

Every answer and every body received is checked against Microsoft's CSDL (tests/data/graph); the
fixture fails the test for what the CSDL does not know. Refusals are as Microsoft documents them:
see test_refusals.py for the pages.
"""

from tests.servers.graph.control import ALL_SCOPES as ALL_SCOPES
from tests.servers.graph.control import HEADERS_ONLY as HEADERS_ONLY
from tests.servers.graph.control import OWNER as OWNER
from tests.servers.graph.control import Asked as Asked
from tests.servers.graph.control import Graph as Graph
from tests.servers.graph.control import attendee as attendee
from tests.servers.graph.control import foreign_id as foreign_id
from tests.servers.graph.faults import GATEWAY_TIMEOUT as GATEWAY_TIMEOUT
from tests.servers.graph.faults import LOST_ANSWER as LOST_ANSWER
from tests.servers.graph.faults import LOST_REQUEST as LOST_REQUEST
from tests.servers.graph.faults import THROTTLED as THROTTLED
from tests.servers.graph.faults import THROTTLED_WITHOUT_A_WORD as THROTTLED_WITHOUT_A_WORD
from tests.servers.graph.faults import TIMEOUT_AFTER_COMMIT as TIMEOUT_AFTER_COMMIT
from tests.servers.graph.faults import UNAVAILABLE as UNAVAILABLE
from tests.servers.graph.faults import UNAVAILABLE_FOR_A_WHILE as UNAVAILABLE_FOR_A_WHILE
from tests.servers.graph.faults import Drop as Drop
from tests.servers.graph.faults import Expiry as Expiry
from tests.servers.graph.faults import Fault as Fault
from tests.servers.graph.server import fake_graph as fake_graph
