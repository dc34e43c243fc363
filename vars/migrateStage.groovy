import io.github.databasemigration.pipeline.Parts

def call(Map arguments = [:]) {
    return Parts.migrate(this, arguments)
}
