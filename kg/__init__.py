"""Library and command line of gizo-kg: GIZO, the iStandaarden, GGM, zib and BRP as one graph."""

__version__ = "0.1.0"
