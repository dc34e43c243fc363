package io.jenkins.plugins.databasemigration.armed;

import hudson.Extension;
import hudson.model.Item;
import hudson.model.listeners.ItemListener;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Armed rollbacks name jobs; they follow where those go. */
@Extension
public final class MovedJobs extends ItemListener {
    private static final Logger LOGGER = Logger.getLogger(MovedJobs.class.getName());

    @Override
    public void onLocationChanged(Item item, String from, String to) {
        try {
            ArmedRollbacks.get().move(from, to);
        } catch (IOException e) {
            LOGGER.log(Level.SEVERE, e, () -> "could not tell the armed rollbacks that " + from + " is " + to);
        }
    }
}
