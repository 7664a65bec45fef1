"""The forms a report can take, one module each; all show the same results in the words of ``texts``."""
