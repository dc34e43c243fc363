package io.jenkins.plugins.databasemigration;

import hudson.model.Cause;
import hudson.model.Run;
import java.util.List;
import java.util.stream.Stream;

/** Who started a build, or the build that started it. */
public final class BuildStarters {
    private BuildStarters() {}

    /** Their ids, as far as they are known; none where a timer or a push did. */
    public static List<String> of(Run<?, ?> run) {
        return of(run.getCauses()).toList();
    }

    private static Stream<String> of(List<Cause> causes) {
        return causes.stream().flatMap(cause -> {
            if (cause instanceof Cause.UserIdCause user) {
                return Stream.ofNullable(user.getUserId());
            }
            return cause instanceof Cause.UpstreamCause upstream ? of(upstream.getUpstreamCauses()) : Stream.empty();
        });
    }
}
