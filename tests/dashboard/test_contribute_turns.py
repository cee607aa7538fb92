"""Only so many files are read at once, and nobody waits for a reader who is slow."""

from dashboard.own import apart
from dashboard.own.upload import Upload
from layers.registry import DEFAULT_FOLDER
from tests.dashboard.sending import GOOD, send


def test_more_files_than_can_be_read_at_once_are_asked_to_come_again(client, monkeypatch):
    monkeypatch.setattr(apart, "PATIENCE_S", 0.05)
    turns = [apart._turns.acquire(timeout=5) for _ in range(apart.AT_ONCE)]
    try:
        assert all(turns)
        answer = send(client, GOOD, query="?lang=en")
        assert answer.status_code == 503
        assert int(answer.headers["Retry-After"]) > 0
        assert "Try again in a minute" in answer.get_json()["html"]
    finally:
        for _turn in turns:
            apart._turns.release()


def test_a_reader_who_leaves_ends_the_work(client):
    messages = apart.read_apart(Upload("a.csv", GOOD.encode()), DEFAULT_FOLDER, {})
    next(messages)
    messages.close()
    assert apart._turns.acquire(timeout=1)
    apart._turns.release()


def test_a_reader_who_takes_the_answer_slowly_keeps_nobody_waiting():
    slow = [
        apart.read_apart(Upload("a.csv", GOOD.encode()), DEFAULT_FOLDER, {})
        for _turn in range(apart.AT_ONCE)
    ]
    answers = [next(message for message in messages if "seen" in message) for messages in slow]
    turns = [apart._turns.acquire(timeout=1) for _turn in slow]
    for taken in turns:
        if taken:
            apart._turns.release()
    assert all(answers)
    assert all(turns)


def test_a_reader_who_takes_not_even_the_stages_keeps_nobody_waiting():
    messages = apart.read_apart(Upload("a.csv", GOOD.encode()), DEFAULT_FOLDER, {})
    next(messages)
    turns = [apart._turns.acquire(timeout=30) for _turn in range(apart.AT_ONCE)]
    for taken in turns:
        if taken:
            apart._turns.release()
    assert all(turns)
    assert "seen" in list(messages)[-1]
