package io.jenkins.plugins.databasemigration.armed;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Job;
import hudson.model.Run;
import io.jenkins.plugins.databasemigration.BuildStarters;
import java.util.ArrayList;
import java.util.List;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** The build that armed a rollback, and the people behind it: known also when the build is gone. */
@ExportedBean(defaultVisibility = 3)
public final class ArmingBuild {
    private final String job;
    private final int number;
    private final ArrayList<String> starters;
    private final ArrayList<String> approvers;

    private ArmingBuild(String job, int number, List<String> starters, List<String> approvers) {
        this.job = job;
        this.number = number;
        this.starters = new ArrayList<>(starters);
        this.approvers = new ArrayList<>(approvers);
    }

    /** @param approvers who approved the migration knowing that this rollback would be armed */
    static ArmingBuild of(Run<?, ?> run, List<String> approvers) {
        return new ArmingBuild(run.getParent().getFullName(), run.getNumber(), BuildStarters.of(run), approvers);
    }

    /** The same after a job got another name; jobs in a folder move with it. */
    ArmingBuild moved(String from, String to) {
        return new ArmingBuild(JobNames.moved(job, from, to), number, starters, approvers);
    }

    /** Whether it is that build. */
    boolean is(Run<?, ?> run) {
        return number == run.getNumber() && job.equals(run.getParent().getFullName());
    }

    /** The build, whoever asks; null where it is gone. */
    @CheckForNull
    public Run<?, ?> find() {
        Job<?, ?> found = JobNames.find(job);
        return found == null ? null : found.getBuildByNumber(number);
    }

    /** The full name of the job. */
    @Exported
    public String getJob() {
        return job;
    }

    @Exported
    public int getNumber() {
        return number;
    }

    /** The ids of those who are known to have started it; empty where a timer or a push did. */
    @Exported
    public List<String> getStarters() {
        return List.copyOf(starters);
    }

    /** The ids of those who approved the migration knowing that this rollback would be armed. */
    @Exported
    public List<String> getApprovers() {
        return List.copyOf(approvers);
    }

    @Override
    public String toString() {
        return job + " #" + number;
    }
}
