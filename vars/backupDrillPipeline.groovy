import io.github.databasemigration.pipeline.BackupDrill

def call(Map arguments = [:]) {
    call(arguments) {}
}

def call(Map arguments = [:], Closure body) {
    BackupDrill.run(this, arguments, body)
}
