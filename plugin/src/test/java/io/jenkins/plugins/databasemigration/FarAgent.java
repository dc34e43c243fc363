package io.jenkins.plugins.databasemigration;

import org.jvnet.hudson.test.junit.jupiter.InboundAgentExtension;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** An agent with a process of its own, and a Jenkins whose pipelines wait for it as they do in earnest. */
final class FarAgent {
    static final String NAME = "far";

    static final InboundAgentExtension.Options OPTIONS =
            InboundAgentExtension.Options.newBuilder().name(NAME).webSocket().build();

    private FarAgent() {}

    /** Under test a pipeline gives an agent 15 seconds to come back, in earnest 5 minutes. */
    static RealJenkinsExtension patientJenkins() {
        return new RealJenkinsExtension()
                .javaOptions(
                        "-Dorg.jenkinsci.plugins.workflow.support.pickles.ExecutorPickle.timeoutForNodeMillis=300000");
    }
}
