package io.github.databasemigration.pipeline

/** The parts of the way to one environment. A strategy puts them in order. */
final class Rollout implements Serializable {
    private static final long serialVersionUID = 1L

    final Target target
    final Hooks hooks
    final Migration migration
    final Deployment deployment

    private final Object steps
    private final Place place
    private final Announcements announcements

    Rollout(Object steps, Place place, Announcements announcements, Hooks hooks, Target target) {
        this.steps = steps
        this.place = place
        this.announcements = announcements
        this.hooks = hooks
        this.target = target
        this.migration = new Migration(steps, place, announcements, target)
        this.deployment = new Deployment(steps, place, announcements, target)
    }

    /** The same way with the migrations of one phase, expand or contract. */
    Rollout only(String phase) {
        return new Rollout(steps, place, announcements, hooks, target.only(phase))
    }

    /** Where a newer build has already passed, this one is out of date and ends; older ones that still wait end now. */
    void supersede() {
        steps.milestone()
    }
}
