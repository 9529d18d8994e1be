package org.nansen.gateway.house;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.ClusterConnectionConfiguration;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.CoreAddressConfiguration;
import org.apache.activemq.artemis.core.config.ha.SharedStoreBackupPolicyConfiguration;
import org.apache.activemq.artemis.core.config.ha.SharedStorePrimaryPolicyConfiguration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.config.impl.SecurityConfiguration;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.spi.core.security.ActiveMQJAASSecurityManager;
import org.apache.activemq.artemis.spi.core.security.jaas.InVMLoginModule;

/**
 * The program behind {@link ArtemisBroker}: {@code <journal> <port> <queue,queue>}, and for one of a pair on the same journal
 * {@code primary|backup <port of the other>}.
 */
final class BrokerProcess {

    private BrokerProcess() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        Configuration configuration = new ConfigurationImpl()
                .setName("test-broker")
                .setPersistenceEnabled(true)
                .setJournalType(JournalType.NIO)
                .setJournalDirectory(folder.resolve("journal").toString())
                .setBindingsDirectory(folder.resolve("bindings").toString())
                .setPagingDirectory(folder.resolve("paging").toString())
                .setLargeMessagesDirectory(folder.resolve("large").toString())
                .setSecurityEnabled(true)
                .setJMXManagementEnabled(false)
                .addAcceptorConfiguration("tcp", "tcp://127.0.0.1:" + arguments[1] + "?protocols=CORE");
        configuration.putSecurityRoles("#", Set.of(new Role("systems", true, true, false, false, true, true, false)));
        configuration.addAddressSetting(
                "#",
                new AddressSettings()
                        .setAutoCreateAddresses(false)
                        .setAutoCreateQueues(false)
                        // As operators are told: an outage of the ledger must not use up a message's attempts.
                        .setMaxDeliveryAttempts(-1)
                        .setRedeliveryDelay(200)
                        .setDeadLetterAddress(SimpleString.of("dead-letters")));
        addQueue(configuration, "dead-letters");
        for (String queue : arguments[2].split(",")) {
            addQueue(configuration, queue);
        }
        if (arguments.length > 3) {
            pair(configuration, arguments[3], arguments[1], arguments[4]);
        }
        EmbeddedActiveMQ server = new EmbeddedActiveMQ();
        server.setConfiguration(configuration);
        SecurityConfiguration users = new SecurityConfiguration();
        for (String user : List.of(ArtemisBroker.USER, ArtemisBroker.SENDER)) {
            users.addUser(user, ArtemisBroker.PASSWORD);
            users.addRole(user, "systems");
        }
        server.setSecurityManager(new ActiveMQJAASSecurityManager(InVMLoginModule.class.getName(), users));
        server.start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                server.stop();
            } catch (Exception e) {
                System.err.println("Broker did not stop in order: " + e);
            }
        }));
    }

    private static void pair(Configuration configuration, String role, String port, String otherPort) throws Exception {
        configuration
                .setClusterUser("pair")
                .setClusterPassword(ArtemisBroker.PASSWORD)
                .addConnectorConfiguration("own", "tcp://127.0.0.1:" + port)
                .addConnectorConfiguration("other", "tcp://127.0.0.1:" + otherPort)
                .addClusterConfiguration(new ClusterConnectionConfiguration()
                        .setName("pair")
                        .setConnectorName("own")
                        .setRetryInterval(200)
                        .setStaticConnectors(List.of("other")))
                // Who holds the lock of the journal serves; a primary that comes back stands by.
                .setHAPolicyConfiguration(
                        role.equals("primary")
                                ? new SharedStorePrimaryPolicyConfiguration().setFailoverOnServerShutdown(true)
                                : new SharedStoreBackupPolicyConfiguration()
                                        .setFailoverOnServerShutdown(true)
                                        .setAllowFailBack(false));
    }

    private static void addQueue(Configuration configuration, String name) {
        configuration.addAddressConfiguration(new CoreAddressConfiguration()
                .setName(name)
                .addRoutingType(RoutingType.ANYCAST)
                .addQueueConfiguration(QueueConfiguration.of(name)
                        .setAddress(name)
                        .setRoutingType(RoutingType.ANYCAST)
                        .setDurable(true)));
    }
}
