from photosim.core.records.photos import Answer, Query
from photosim.gui.shell.navigation import (
    ALL_PHOTOS,
    LONGEST,
    PROBLEM_FILES,
    History,
    Kind,
    Place,
    Stop,
    of_query,
)


def query(n):
    return of_query(Query(photo_id=n))


def test_at_first_there_is_nowhere_to_go():
    history = History(Stop(ALL_PHOTOS))

    assert history.back() is None
    assert history.forward() is None
    assert history.current == Stop(ALL_PHOTOS)


def test_back_comes_to_the_page_as_it_was_left():
    history = History(Stop(ALL_PHOTOS))
    history.leave(1200, (7, 8), 0)
    history.visit(Stop(query(7), least=60))
    history.leave(300, (9,), 72)
    history.visit(Stop(query(9), least=60))

    assert history.back() == Stop(query(7), 300, (9,), 72)
    assert history.back() == Stop(ALL_PHOTOS, 1200, (7, 8))
    assert history.forward() == Stop(query(7), 300, (9,), 72)
    assert history.can_go_back
    assert history.can_go_forward


def test_a_new_way_forgets_what_lay_ahead():
    history = History(Stop(ALL_PHOTOS))
    history.visit(Stop(query(1)))
    history.back()

    history.visit(Stop(PROBLEM_FILES))

    assert not history.can_go_forward
    assert history.back() == Stop(ALL_PHOTOS)


def test_the_same_place_twice_is_one_stop():
    history = History(Stop(ALL_PHOTOS))

    history.visit(Stop(ALL_PHOTOS))

    assert not history.can_go_back


def test_an_answer_that_comes_late_is_kept_with_its_query():
    history = History(Stop(query(1)))
    history.visit(Stop(query(2)))

    history.answered(query(1), Answer((), 0.1))

    assert history.back().answer == Answer((), 0.1)


def test_earlier_queries_are_the_answered_others_latest_first():
    history = History(Stop(ALL_PHOTOS))
    for n in (1, 2, 1, 3, 4):
        history.visit(Stop(query(n)))
        if n != 3:
            history.answered(query(n), Answer((), n))

    assert [stop.place.query.photo_id for stop in history.queries] == [1, 2]


def test_the_oldest_stops_are_forgotten():
    history = History(Stop(ALL_PHOTOS))
    for n in range(LONGEST + 20):
        history.visit(Stop(query(n)))

    steps = 0
    while history.back():
        steps += 1

    assert steps == LONGEST - 1


def test_a_removed_folder_is_not_come_back_to():
    folder = Place(Kind.PHOTOS, folder_id=3)
    history = History(Stop(folder))
    history.visit(Stop(PROBLEM_FILES))
    history.visit(Stop(folder))

    history.without_folder(3)

    assert history.current == Stop(ALL_PHOTOS)
    assert history.back() == Stop(PROBLEM_FILES)
    assert history.back() is None
