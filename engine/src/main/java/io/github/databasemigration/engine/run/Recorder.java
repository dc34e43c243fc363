package io.github.databasemigration.engine.run;

import io.github.databasemigration.engine.event.RunEvent;
import io.github.databasemigration.engine.event.RunListener;
import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.journal.Journal;
import io.github.databasemigration.engine.journal.JournalEntry;
import io.github.databasemigration.engine.plan.Plan;
import io.github.databasemigration.engine.report.Report;
import io.github.databasemigration.engine.report.ReportBuilder;
import io.github.databasemigration.engine.report.ReportFiles;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One run from its first event to its report: whatever happens in between, the report is written. */
final class Recorder {
    private final Order order;
    private final RunEvent.RunStarted begin;
    private final RunListener outer;

    /** @param outer hears every event besides journal and report */
    Recorder(Order order, String command, RunListener outer) {
        this(order, new RunEvent.RunStarted(order.run(), command, order.holder().toString()), outer);
    }

    /** @param begin how the run began */
    Recorder(Order order, RunEvent.RunStarted begin, RunListener outer) {
        this.order = order;
        this.begin = begin;
        this.outer = outer;
    }

    /** What a verb does; a {@link Fault} is its failure. */
    interface Body {
        void execute(Facts facts, RunListener listener, ReportBuilder course);
    }

    Report record(Body body) {
        Instant started = Instant.now();
        Facts facts = new Facts();
        ReportBuilder course = new ReportBuilder(started);
        try (Journal journal = journal();
                TimeLimit limit = TimeLimit.of(order)) {
            RunListener all = RunListener.all(journal, course, outer);
            all.on(begin);
            Optional<Fault> fault = attempt(body, facts, all, course);
            return finish(report(started, Instant.now(), facts, course, fault), journal, all);
        }
    }

    /** Records the end of a run that was killed, after what its journal says. */
    Report conclude(List<JournalEntry> entries, Facts facts, Fault end) {
        Instant started = entries.get(0).at();
        ReportBuilder course = new ReportBuilder(started);
        entries.forEach(entry -> course.hear(entry.at(), entry.event()));
        try (Journal journal = journal()) {
            RunListener all = RunListener.all(journal, course, outer);
            Instant died = entries.get(entries.size() - 1).at();
            return finish(report(started, died, facts, course, Optional.of(end)), journal, all);
        }
    }

    private Journal journal() {
        return Journal.open(order.runFolder().resolve("journal.jsonl"));
    }

    private Report finish(Report report, Journal journal, RunListener all) {
        all.on(new RunEvent.RunFinished(report.outcome(), report.exitStatus(), report.ended()));
        return keep(report, journal);
    }

    /** Writes the report. What could not be written is said in the one that is returned. */
    private Report keep(Report report, Journal journal) {
        Optional<Fault> lost = journal.failure();
        try {
            ReportFiles.write(report, order.runFolder());
        } catch (Fault fault) {
            lost = Optional.of(fault);
        }
        return lost.map(fault -> report.withoutEvidence(
                        FaultCode.EVIDENCE_LOST.name(), FaultCode.EVIDENCE_LOST.exitStatus(), fault.getMessage()))
                .orElse(report);
    }

    private Optional<Fault> attempt(Body body, Facts facts, RunListener listener, ReportBuilder course) {
        try (var registration = order.cancellation()
                .whileRunning(() -> listener.on(new RunEvent.CancelRequested(
                        order.cancellation().reason().orElse(""))))) {
            body.execute(facts, listener, course);
            return Optional.empty();
        } catch (Fault fault) {
            return Optional.of(fault);
        } catch (RuntimeException defect) {
            return Optional.of(Defect.record(order, defect));
        }
    }

    private Report report(Instant started, Instant ended, Facts facts, ReportBuilder course, Optional<Fault> fault) {
        if (facts.state.isEmpty()
                && fault.filter(f -> f.code().databaseUnchanged()).isPresent()) {
            facts.state.add("Nothing was changed in the database.");
        }
        return new Report(
                Report.FORMAT,
                order.run(),
                begin.command(),
                order.environment().name(),
                begin.holder(),
                started,
                ended,
                fault.map(f -> f.code().name()).orElse("done"),
                fault.map(f -> f.code().exitStatus()).orElse(0),
                fault.map(Report.Failure::of),
                facts.target,
                facts.plan.map(Plan::digest),
                facts.plan,
                facts.findings,
                facts.fromVersion,
                facts.toVersion,
                course.phases(),
                facts.plan.map(plan -> course.migrations(plan, facts.fates)).orElse(List.of()),
                facts.backup,
                facts.restored,
                facts.rehearsal,
                course.checks(),
                List.copyOf(facts.state),
                facts.next,
                course.notes());
    }
}
