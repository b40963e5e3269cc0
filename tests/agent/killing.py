"""A process that is killed at any of its requests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


class Killed(BaseException):
    """The process is gone."""


@dataclass
class Wire:
    """Kills whoever asks, at request *at* (from 0 on), before it goes out or after its answer."""

    at: int
    after: bool
    asked: int = 0

    def __call__(self, send: Callable[..., Any]) -> Callable[..., Any]:
        def sent(*arguments: Any, **named: Any) -> Any:
            number, self.asked = self.asked, self.asked + 1
            if number == self.at and not self.after:
                raise Killed
            answer = send(*arguments, **named)
            if number == self.at:
                raise Killed
            return answer

        return sent
