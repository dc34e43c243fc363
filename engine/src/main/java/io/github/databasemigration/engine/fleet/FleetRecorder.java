package io.github.databasemigration.engine.fleet;

import io.github.databasemigration.engine.event.RunEvent;
import io.github.databasemigration.engine.event.RunListener;
import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.fleet.FleetPlan.TargetPlan;
import io.github.databasemigration.engine.journal.Journal;
import io.github.databasemigration.engine.report.FleetReport;
import io.github.databasemigration.engine.report.FleetReport.Outcome;
import io.github.databasemigration.engine.report.FleetReport.TargetRecord;
import io.github.databasemigration.engine.report.FleetReportFiles;
import io.github.databasemigration.engine.report.Report;
import io.github.databasemigration.engine.run.Defect;
import io.github.databasemigration.engine.run.Order;
import io.github.databasemigration.engine.run.TimeLimit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A run of a fleet from its first event to its report: whatever happens in between, the report is written. */
final class FleetRecorder {
    private static final String COMMAND = "migrate";

    private final Order order;
    private final Part part;
    private final Instant started = Instant.now();
    private final Map<String, TargetRecord> records = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();
    private Optional<FleetPlan> plan = Optional.empty();
    private Optional<String> backup = Optional.empty();

    private FleetRecorder(Order order, Part part) {
        this.order = order;
        this.part = part;
    }

    /** What a run of a fleet does; a {@link Fault} is its failure. */
    interface Body {
        void execute(FleetRecorder recorder, FleetListener listener);
    }

    static FleetReport record(Order order, Part part, FleetListener outer, Body body) {
        FleetRecorder recorder = new FleetRecorder(order, part);
        try (Journal journal = Journal.open(order.runFolder().resolve("journal.jsonl"));
                TimeLimit limit = TimeLimit.of(order)) {
            FleetListener all = recorder.all(journal, outer);
            all.on(new RunEvent.RunStarted(order.run(), COMMAND, order.holder().toString()));
            Optional<Fault> fault = recorder.attempt(body, all);
            FleetReport report = recorder.report(fault);
            all.on(new RunEvent.RunFinished(report.outcome(), report.exitStatus(), report.ended()));
            FleetReportFiles.write(report, order.runFolder());
            return report;
        }
    }

    private FleetListener all(Journal journal, FleetListener outer) {
        return new FleetListener() {
            @Override
            public void on(RunEvent event) {
                synchronized (journal) {
                    journal.on(event);
                    if (event instanceof RunEvent.Note note) {
                        notes.add(note.text());
                    }
                    outer.on(event);
                }
            }

            @Override
            public RunListener of(String target) {
                return outer.of(target);
            }
        };
    }

    private Optional<Fault> attempt(Body body, FleetListener listener) {
        try (var registration = order.cancellation()
                .whileRunning(() -> listener.on(new RunEvent.CancelRequested(
                        order.cancellation().reason().orElse(""))))) {
            body.execute(this, listener);
            return Optional.empty();
        } catch (Fault fault) {
            return Optional.of(fault);
        } catch (RuntimeException defect) {
            return Optional.of(Defect.record(order, defect));
        }
    }

    void planned(FleetPlan settled) {
        plan = Optional.of(settled);
    }

    void backedUp(String id) {
        backup = Optional.of(id);
    }

    /** A target whose turn is to come. */
    synchronized void expect(TargetPlan target) {
        records.put(
                target.name(),
                new TargetRecord(
                        target.name(),
                        Outcome.NOT_BEGUN,
                        Optional.empty(),
                        0,
                        Optional.empty(),
                        target.currentVersion(),
                        target.currentVersion(),
                        Duration.ZERO,
                        Optional.empty()));
    }

    synchronized void ended(TargetRecord record) {
        records.put(record.name(), record);
    }

    /** Ends well, or with the fault that says best how the targets are. */
    synchronized void conclude() {
        FleetVerdict.of(List.copyOf(records.values()), order.cancellation().reason())
                .ifPresent(fault -> {
                    throw fault;
                });
    }

    private synchronized FleetReport report(Optional<Fault> fault) {
        boolean go = fault.isPresent() && fault.get().code() != FaultCode.PLAN_CHANGED && plan.isPresent();
        return new FleetReport(
                FleetReport.FORMAT,
                order.run(),
                COMMAND,
                order.environment().name(),
                order.holder().toString(),
                started,
                Instant.now(),
                fault.map(f -> f.code().name()).orElse("done"),
                fault.map(f -> f.code().exitStatus()).orElse(0),
                fault.map(Report.Failure::of),
                plan.map(FleetPlan::digest),
                part.words(),
                backup,
                List.copyOf(records.values()),
                plan.filter(settled -> go).map(this::again),
                List.copyOf(notes));
    }

    /** The same plan once more: what is done is skipped. */
    private String again(FleetPlan settled) {
        return "migrate-database migrate --environment " + order.environment().name() + " --approved "
                + settled.digest() + part.option();
    }
}
