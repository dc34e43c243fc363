package io.github.databasemigration.pipeline

/** Build, test and check on every branch; migrate and deploy from the main one, environment by environment. */
final class DatabasePipeline implements Serializable {
    private static final long serialVersionUID = 1L

    private final Object steps
    private final PipelineSettings settings
    private final Hooks hooks
    private final Sources sources
    private final Place place
    private final Announcements announcements
    private String found

    private DatabasePipeline(Object steps, PipelineSettings settings, Hooks hooks) {
        this.steps = steps
        this.settings = settings
        this.hooks = hooks
        this.sources = new Sources(steps, hooks.get('checkout'), settings.folder(), settings.files())
        this.place = new Place(steps, sources)
        this.announcements = new Announcements(steps, hooks.get('notifications'))
    }

    /** Fails before any stage where an argument or a hook is wrong. */
    static void run(Object steps, Map arguments, Closure body) {
        Arguments.refuse(steps, 'databasePipeline', PipelineSettings.mistakes(arguments))
        PipelineSettings settings = PipelineSettings.of(arguments)
        Hooks hooks = Hooks.of(body)
        Object strategy = settings.strategy()
        Arguments.refuse(steps, 'databasePipeline', hooks.missing(strategy.hooks()) + strategy.mistakes(settings.targets))
        new DatabasePipeline(steps, settings, hooks).buildAndPromote()
    }

    private void buildAndPromote() {
        steps.echo("databasePipeline\n  ${settings}")
        try {
            steps.node(settings.agent()) {
                prepare()
            }
            String objection = Branch.of(steps).objection(settings.only()) ?: objection()
            if (objection != null) {
                steps.echo(objection)
                describe()
            } else {
                promote()
            }
        } catch (Exception end) {
            announcements.tellEnd(end)
            throw end
        }
        boolean succeeded = steps.currentBuild.currentResult == 'SUCCESS'
        announcements.tell(succeeded ? 'succeeded' : 'unstable', null, succeeded ? 'done' : 'nothing was migrated')
    }

    /** Tests that fail without failing the build, and anything else that made it unstable, keep it from every database. */
    private String objection() {
        String result = steps.currentBuild.currentResult
        return result == 'SUCCESS' ? null : "The build is ${result}: nothing is migrated"
    }

    private void prepare() {
        steps.stage('Build') {
            sources.bring()
            ask('build')
            if (settings.artifacts() != null) {
                sources.keepArtifacts(settings.artifacts())
            }
        }
        steps.stage('Test') {
            boolean ended = false
            try {
                ask('test')
                ended = true
            } finally {
                // Where the tests did not come so far as to write reports, that is what went wrong.
                if (settings.junit() != null) {
                    steps.junit(testResults: settings.junit(), allowEmptyResults: !ended)
                }
            }
        }
        Target checked = settings.check()
        if (checked != null) {
            steps.stage('Migration check') {
                sources.inFolder {
                    check(checked)
                }
            }
        }
    }

    /** What would run there, whatever the strategy makes of it. */
    private void check(Target target) {
        List<String> pending = []
        for (Target part in settings.strategy().parts(target)) {
            pending.addAll(new Findings(steps).plan(part.title('Migration check'), part).pending)
        }
        pending = pending.unique()
        steps.echo(pending ? "Pending: ${pending.join(', ')}" : 'Nothing is pending')
        found = "${target.title('pending')}: ${pending.size()}"
    }

    /** Where nothing is migrated that would say so itself: what lists of builds say, unless somebody else said something. */
    private void describe() {
        if (found != null && !steps.currentBuild.description) {
            steps.currentBuild.description = found
        }
    }

    private void ask(String hook) {
        if (hooks.has(hook)) {
            hooks.get(hook).call()
        }
    }

    /** One environment after the other: the next one only when the one before has succeeded. */
    private void promote() {
        for (Target target in settings.targets) {
            settings.strategy().run(new Rollout(steps, place, announcements, hooks, target))
        }
    }
}
