"""Where rows of the log belong that were told under a name their card bears no more."""

import itertools

from flashcards.sync.lineage import Claim, Lineage


def _claim(stamp: int, former: str, name: str, **reached: int) -> Claim:
    return Claim(stamp, 1, former, name, reached)


def test_a_row_goes_along_as_far_as_the_log_had_got() -> None:
    found = Lineage([_claim(5, "n/a/0", "n/b/0", one=7)], {"n/a/0", "n/b/0"})
    assert found.owner("n/a/0", "one", 7) == "n/b/0"
    assert found.owner("n/a/0", "one", 8) == "n/a/0"
    assert found.owner("n/a/0", "two", 1) == "n/a/0"


def test_cards_that_changed_places_keep_their_logs_apart() -> None:
    both = [_claim(5, "n/t/1", "n/t/2", one=7), _claim(5, "n/t/2", "n/t/1", one=9)]
    found = Lineage(both, {"n/t/1", "n/t/2"})
    assert found.owner("n/t/1", "one", 7) == "n/t/2"
    assert found.owner("n/t/2", "one", 9) == "n/t/1"


def test_a_card_that_became_another_and_itself_again_has_its_log() -> None:
    there_and_back = [_claim(5, "n/a/0", "n/b/0", one=7), _claim(6, "n/b/0", "n/a/0", one=7)]
    assert Lineage(there_and_back, {"n/a/0"}).owner("n/a/0", "one", 7) == "n/a/0"


def test_what_nobody_knew_of_follows_a_card_that_is_there_no_more() -> None:
    steps = [_claim(5, "n/a/0", "n/b/0"), _claim(9, "n/b/0", "m/a/0")]
    assert Lineage(steps, {"m/a/0"}).owner("n/a/0", "two", 3) == "m/a/0"


def test_a_log_goes_back_where_the_card_it_became_was_never_made_in_the_end() -> None:
    claims = [_claim(5, "n/a/0", "n/b/0", one=7), _claim(6, "n/a/0", "n/c/0", one=7)]
    found = Lineage(claims, {"n/c/0"})
    assert found.owner("n/a/0", "one", 7) == "n/c/0"
    assert found.owner("n/b/0", "one", 8) == "n/c/0"


def test_the_log_of_a_deleted_card_is_given_to_no_other() -> None:
    both = [_claim(5, "n/t/1", "n/t/2", one=7), _claim(5, "n/t/2", "n/t/1", one=9)]
    found = Lineage(both, {"n/t/1"}, {"n/t/2"})
    assert found.owner("n/t/1", "one", 7) == "n/t/2"


def test_the_order_in_which_claims_become_known_decides_nothing() -> None:
    claims = [
        _claim(5, "n/a/0", "n/b/0", one=7), _claim(5, "n/a/0", "n/c/0", one=7),
        _claim(6, "n/b/0", "m/a/0"), _claim(7, "m/a/0", "n/a/0", one=2),
    ]  # fmt: skip
    owners = {
        Lineage(some, {"n/c/0", "m/a/0"}).owner("n/a/0", "one", 5)
        for some in itertools.permutations(claims)
    }
    assert owners == {"m/a/0"}


def test_many_claims_about_one_another_take_no_time() -> None:
    names = [f"n/t/{at}" for at in range(60)]
    claims = [
        _claim(stamp, former, name)
        for stamp, (former, name) in enumerate(itertools.permutations(names, 2))
    ]
    assert Lineage(claims).owner("n/t/0", "one", 1) == "n/t/0"
