"""Ledger: claims, the questions they answer differently, and how close each speaker stands."""

from palabre.ledger.actor import Actor as Actor
from palabre.ledger.actor import ActorKind as ActorKind
from palabre.ledger.actor import Place as Place
from palabre.ledger.claim import Claim as Claim
from palabre.ledger.claim import Kind as Kind
from palabre.ledger.claim import Standing as Standing
from palabre.ledger.ledger import Ledger as Ledger
from palabre.ledger.question import Answer as Answer
from palabre.ledger.question import Question as Question
from palabre.ledger.standing import belongs_to as belongs_to
from palabre.ledger.standing import side_of as side_of
from palabre.ledger.standing import standing_of as standing_of
