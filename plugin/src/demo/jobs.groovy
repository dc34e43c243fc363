// The shop's database, empty, and the job that migrates it. Runs whenever this Jenkins starts.

def password = System.getenv('DEMO_PASSWORD') ?: 'only-to-try'
def database = new File(System.getProperty('demo.database') + '.mv.db')
if (!database.exists()) {
    // The command line brings the driver; nothing of this plugin's classes knows one.
    def drivers = new URLClassLoader([new File(System.getProperty('demo.drivers')).toURI().toURL()] as URL[])
    def properties = new Properties()
    properties.putAll([user: 'shop', password: password])
    def driver = drivers.loadClass('org.h2.Driver').getDeclaredConstructor().newInstance()
    driver.connect("jdbc:h2:file:${System.getProperty('demo.database')}", properties).close()
    drivers.close()
}

pipelineJob('shop') {
    description('Plans, waits for the approval of dba, backs up, migrates, verifies. With BREAK it fails half-way, and the'
            + ' backup is restored.')
    parameters {
        booleanParam('BREAK', false, 'Add a migration that fails half-way')
    }
    definition {
        cps {
            script(new File(System.getProperty('demo.folder'), 'Jenkinsfile').text)
            sandbox()
        }
    }
}
