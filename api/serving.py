"""Holds the graph that is served now, so that a new one can take its place while requests are running.

A request borrows the graph of the moment and keeps it to its end. A graph that has been replaced is closed
when the last request that borrowed it is done.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from api.graph import Graph


class Serving:
    """The graph of now, and who is still using an earlier one.

    Everything here is called in the event loop, so nothing needs a lock.

    Args:
        graph: the first graph to serve.
    """

    def __init__(self, graph: Graph) -> None:
        """Serve a graph that is ready for use."""
        self.graph = graph
        self._leases: dict[Graph, int] = {graph: 0}

    @contextmanager
    def lease(self) -> Iterator[Graph]:
        """Borrow the graph of now; it stays open until the block ends, whatever replaces it."""
        graph = self.graph
        self._leases[graph] += 1
        try:
            yield graph
        finally:
            self._leases[graph] -= 1
            self._close_when_unused(graph)

    def replace(self, graph: Graph) -> None:
        """Serve another graph from now on; the one before is closed when its last request is done."""
        before, self.graph = self.graph, graph
        self._leases[graph] = 0
        self._close_when_unused(before)

    def close(self) -> None:
        """Close every graph, also those in use, because the server stops; may be called twice."""
        for graph in self._leases:
            graph.close()

    def _close_when_unused(self, graph: Graph) -> None:
        if graph is not self.graph and not self._leases[graph]:
            del self._leases[graph]
            graph.close()
