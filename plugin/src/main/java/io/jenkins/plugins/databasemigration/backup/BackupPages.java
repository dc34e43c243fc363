package io.jenkins.plugins.databasemigration.backup;

import hudson.model.Run;
import hudson.model.User;
import hudson.util.Secret;
import io.jenkins.plugins.databasemigration.Permissions;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.util.VirtualFile;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;
import org.kohsuke.stapler.interceptor.RequirePOST;

/** What somebody who may download backups can get of one. No part of a path is taken from the request. */
public final class BackupPages {
    private static final Logger LOGGER = Logger.getLogger(BackupPages.class.getName());
    private static final String MANIFEST = "manifest.json";

    private final Run<?, ?> build;
    private final ArchivedBackup backup;

    BackupPages(Run<?, ?> build, ArchivedBackup backup) {
        this.build = build;
        this.backup = backup;
    }

    public ArchivedBackup getBackup() {
        return backup;
    }

    /** Whether all of it is still among the artifacts. */
    public boolean isWhole() throws IOException {
        return backup.isWhole(build);
    }

    /** Whether whoever looks may download it. */
    public boolean isPermitted() {
        return build.hasPermission(Permissions.DOWNLOAD_BACKUP);
    }

    /** Sends the encrypted data. */
    public void doData(StaplerRequest2 request, StaplerResponse2 response) throws IOException, ServletException {
        build.checkPermission(Permissions.DOWNLOAD_BACKUP);
        for (ArchivedFile file : backup.getFiles()) {
            if (!file.getName().equals(MANIFEST)) {
                send(file, response);
                return;
            }
        }
        throw HttpResponses.notFound();
    }

    /** Sends the manifest. */
    public void doManifest(StaplerRequest2 request, StaplerResponse2 response) throws IOException, ServletException {
        build.checkPermission(Permissions.DOWNLOAD_BACKUP);
        for (ArchivedFile file : backup.getFiles()) {
            if (file.getName().equals(MANIFEST)) {
                send(file, response);
                return;
            }
        }
        throw HttpResponses.notFound();
    }

    /** Tells the passphrase that Jenkins made for it. */
    @RequirePOST
    public void doKey(StaplerRequest2 request, StaplerResponse2 response) throws IOException {
        build.checkPermission(Permissions.DOWNLOAD_BACKUP);
        Secret key = backup.key();
        if (key == null) {
            throw HttpResponses.notFound();
        }
        User user = User.current();
        LOGGER.log(Level.INFO, "{0} asked for the key of backup {1} of {2}", new Object[] {
            user == null ? "anonymous" : user.getId(), backup.getId(), build.getFullDisplayName()
        });
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setContentType("text/plain;charset=UTF-8");
        response.getOutputStream().write(Secret.toString(key).getBytes(StandardCharsets.UTF_8));
    }

    private void send(ArchivedFile archived, StaplerResponse2 response) throws IOException {
        VirtualFile file = backup.folder(build).child(archived.getName());
        if (!file.isFile()) {
            response.sendError(
                    HttpServletResponse.SC_NOT_FOUND, Messages.BackupPages_Gone(archived.getName(), backup.getId()));
            return;
        }
        response.setHeader("X-Content-Type-Options", "nosniff");
        URL elsewhere = file.toExternalURL();
        if (elsewhere != null) {
            response.sendRedirect(elsewhere.toString());
            return;
        }
        response.setContentType("application/octet-stream");
        response.setHeader(
                "Content-Disposition", "attachment; filename=\"" + backup.getId() + "-" + archived.getName() + "\"");
        response.setContentLengthLong(file.length());
        try (InputStream in = file.open()) {
            in.transferTo(response.getOutputStream());
        }
    }
}
