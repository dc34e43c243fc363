package io.jenkins.plugins.databasemigration.backup;

import java.io.Serializable;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** A file as it was when it was archived: by this it is known whether it still is. */
@ExportedBean(defaultVisibility = 3)
public final class ArchivedFile implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String name;
    private final long size;
    private final String sha256;

    /**
     * @param name without any folder
     * @param size in bytes
     * @param sha256 in lower-case hex
     */
    public ArchivedFile(String name, long size, String sha256) {
        this.name = name;
        this.size = size;
        this.sha256 = sha256;
    }

    @Exported
    public String getName() {
        return name;
    }

    /** In bytes. */
    @Exported
    public long getSize() {
        return size;
    }

    @Exported
    public String getSha256() {
        return sha256;
    }
}
