package io.github.databasemigration.engine.check.postgresql;

import io.github.databasemigration.engine.check.model.Action.ChangePrivileges;
import java.util.ArrayList;
import java.util.List;

/** Reads GRANT and the statements about roles. */
final class Privileges {
    private Privileges() {}

    static ChangePrivileges read(Node statement) {
        List<String> concerns = new ArrayList<>();
        switch (statement.type()) {
            case "CreateRoleStmt" -> concerns.add("creates a role");
            case "AlterRoleStmt" -> concerns.add("changes a role");
            case "DropRoleStmt" -> concerns.add("drops a role");
            default -> grant(statement, concerns);
        }
        if (statement.list("options").stream()
                .anyMatch(option -> option.text("defname").equals("password") && option.has("arg"))) {
            concerns.add("holds a password");
        }
        return new ChangePrivileges(concerns);
    }

    private static void grant(Node statement, List<String> concerns) {
        if (!statement.flag("is_grant")) {
            return;
        }
        if (statement.list("grantees").stream()
                .anyMatch(grantee -> grantee.text("roletype").equals("ROLESPEC_PUBLIC"))) {
            concerns.add("grants to everybody (PUBLIC)");
        }
        if (statement.is("GrantStmt") && !statement.has("privileges")) {
            concerns.add("grants all privileges");
        }
        if (statement.flag("grant_option")
                || statement.list("opt").stream()
                        .anyMatch(option -> option.text("defname").equals("admin"))) {
            concerns.add("lets the grantee grant further");
        }
    }
}
