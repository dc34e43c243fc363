package io.github.databasemigration.engine.check.rule;

import java.util.List;

/** Rules about what becomes of migrations when two branches are merged. */
public final class MergeRules {
    /** Two migrations that claim the same. */
    public static final Rule SAME_VERSION = Rule.error(
            "MRG-01",
            "Two migrations with the same version",
            "Each branch has its own; after the merge the tool refuses both.",
            "give the migration of this branch the next free version");

    /** One that is older than the newest of the other branch. */
    public static final Rule OUT_OF_ORDER = Rule.error(
            "MRG-02",
            "A new version below the newest of the other branch",
            "Where the other branch is deployed already, the tool passes over this migration or refuses it.",
            "give it a version above the newest of the other branch");

    /** One that databases may have already. */
    public static final Rule CHANGED = Rule.error(
            "MRG-03",
            "A migration of the other branch, changed here",
            "Databases have it as it was: Flyway's validation fails, with Alembic they differ from new ones for ever.",
            "restore it, and put the change into a new migration");

    /** Several revisions that none follows. */
    public static final Rule SEVERAL_HEADS = Rule.error(
            "MRG-04",
            "Several heads after the merge",
            "Both branches continue from the same revision; \"head\" then names none.",
            "let the new revision follow the head of the other branch, or join them: alembic merge heads");

    /** The same table, type or view on both sides. */
    public static final Rule SAME_OBJECT = Rule.warning(
            "MRG-05",
            "Both branches change the same object",
            "Git sees no conflict between two files. An error where both change the same part, or one removes the whole.",
            "look at both migrations together, and merge the other branch into this one first");

    static final List<Rule> ALL = List.of(SAME_VERSION, OUT_OF_ORDER, CHANGED, SEVERAL_HEADS, SAME_OBJECT);

    private MergeRules() {}
}
