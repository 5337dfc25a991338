"""Small facts, by name."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st


def test_unknown_note_is_the_default(store):
    assert store.library_facts.get("x") is None
    assert store.library_facts.get("x", 5) == 5


def test_note_of_nothing_is_not_the_default(store):
    store.library_facts.set("x", None)

    assert store.library_facts.get("x", 5) is None


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.floats(allow_nan=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet=st.characters(codec="utf-8")), JSON)
def test_what_was_noted_last_is_what_is_read(store, key, value):
    store.library_facts.set(key, "earlier")
    store.library_facts.set(key, value)

    assert store.library_facts.get(key) == value
