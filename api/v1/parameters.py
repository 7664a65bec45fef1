"""Parameters that every resource of the API takes."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class Plain(BaseModel):
    """Parameters every resource takes."""

    model_config = ConfigDict(extra="forbid")
    taal: Literal["nl", "en"] = Field("nl", description="Taal van labels en teksten.")
