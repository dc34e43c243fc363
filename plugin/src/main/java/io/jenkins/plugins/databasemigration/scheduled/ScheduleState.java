package io.jenkins.plugins.databasemigration.scheduled;

import io.jenkins.plugins.databasemigration.report.Tone;
import org.jvnet.localizer.Localizable;

/** How far a scheduled rollback came. */
public enum ScheduleState {
    /** For its time, or before that for an approval. */
    WAITING(Tone.WARN, Messages._ScheduleState_Waiting()),
    /** Its time has come. How that ended is what its build says. */
    BEGUN(Tone.CALM, Messages._ScheduleState_Begun()),
    CALLED_OFF(Tone.CALM, Messages._ScheduleState_CalledOff()),
    /** Its time went by. */
    MISSED(Tone.BAD, Messages._ScheduleState_Missed());

    private final Tone tone;
    private final Localizable text;

    ScheduleState(Tone tone, Localizable text) {
        this.tone = tone;
        this.text = text;
    }

    public Tone getTone() {
        return tone;
    }

    /** In the language of whoever reads the page. */
    public String getText() {
        return text.toString();
    }
}
