package io.jenkins.plugins.databasemigration.history;

import io.jenkins.plugins.databasemigration.report.Tone;
import org.jvnet.localizer.Localizable;

/** How far a plan came that no run was about. */
enum PlanState {
    EMPTY(Tone.GOOD, Messages._PlanState_Empty()),
    PLANNED(Tone.CALM, Messages._PlanState_Planned()),
    WAITING(Tone.WARN, Messages._PlanState_Waiting()),
    APPROVED(Tone.CALM, Messages._PlanState_Approved()),
    REJECTED(Tone.WARN, Messages._PlanState_Rejected()),
    EXPIRED(Tone.WARN, Messages._PlanState_Expired()),
    ABANDONED(Tone.CALM, Messages._PlanState_Abandoned());

    private final Tone tone;
    private final Localizable text;

    PlanState(Tone tone, Localizable text) {
        this.tone = tone;
        this.text = text;
    }

    Tone getTone() {
        return tone;
    }

    /** In the language of whoever reads the page. */
    String getText() {
        return text.toString();
    }
}
