package org.nansen.gateway.intake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.CoreAddressConfiguration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.config.impl.SecurityConfiguration;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.spi.core.security.ActiveMQJAASSecurityManager;
import org.apache.activemq.artemis.spi.core.security.jaas.InVMLoginModule;
import org.nansen.gateway.settings.Home;

/**
 * The embedded Artemis: persistent with both journal syncs on (without them a SIGKILL loses messages), logins only, no
 * queue but those that the profiles name. Each system may send to its own queue and read its own reply queues.
 */
final class Broker implements AutoCloseable {

    private static final String GATEWAY = "gateway";
    private static final String DEAD = "gateway.dead-letters";
    private static final String EXPIRED = "gateway.expired";
    private static final String AMQP = "org.apache.activemq.artemis.protocol.amqp.broker.ProtonProtocolManagerFactory";
    private static final long MEMORY_PER_QUEUE = 4L * 1024 * 1024;
    private static final long MEMORY = 32L * 1024 * 1024;
    private static final int DISK_PERCENT = 90;

    private final String password;
    private final EmbeddedActiveMQ server;

    private Broker(EmbeddedActiveMQ server, String password) {
        this.server = server;
        this.password = password;
    }

    static Broker start(IntakeSettings.Broker settings, Home home, Profiles profiles) {
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        String password = HexFormat.of().formatHex(secret);
        EmbeddedActiveMQ server = new EmbeddedActiveMQ();
        SecurityConfiguration logins = new SecurityConfiguration();
        logins.addUser(GATEWAY, password);
        logins.addRole(GATEWAY, GATEWAY);
        try {
            server.setConfiguration(configuration(settings, home, profiles, logins));
            server.setSecurityManager(new ActiveMQJAASSecurityManager(InVMLoginModule.class.getName(), logins));
            server.start();
        } catch (Exception cannot) {
            throw new IllegalStateException(
                    "The embedded broker cannot start: is the port " + settings.port() + " free and data/broker ours?",
                    cannot);
        }
        return new Broker(server, password);
    }

    /** User name of the gateway itself. */
    String user() {
        return GATEWAY;
    }

    /** The gateway's password, made anew at every start and never written down. */
    String password() {
        return password;
    }

    @Override
    public void close() throws Exception {
        server.stop();
    }

    private static ConfigurationImpl configuration(
            IntakeSettings.Broker settings, Home home, Profiles profiles, SecurityConfiguration logins)
            throws Exception {
        Path folder = folder(home);
        ConfigurationImpl config = new ConfigurationImpl();
        config.setBrokerInstance(folder.toFile());
        config.setName("gateway-broker")
                .setPersistenceEnabled(true)
                .setSecurityEnabled(true)
                .setJMXManagementEnabled(false)
                .setJournalType(JournalType.NIO)
                .setJournalSyncTransactional(true)
                .setJournalSyncNonTransactional(true)
                .setJournalDirectory(folder.resolve("journal").toString())
                .setBindingsDirectory(folder.resolve("bindings").toString())
                .setPagingDirectory(folder.resolve("paging").toString())
                .setLargeMessagesDirectory(folder.resolve("large").toString())
                .setGlobalMaxSize(MEMORY)
                .setMaxDiskUsage(DISK_PERCENT)
                .addAcceptorConfiguration(
                        "systems", "tcp://" + settings.bind() + ":" + settings.port() + "?protocols=" + protocols());
        config.addAddressSetting("#", closed());
        queue(config, DEAD);
        queue(config, EXPIRED);
        config.putSecurityRoles("#", Set.of(all()));
        profiles.withQueues().forEach(entry -> {
            if (entry.profile().door() instanceof Door.Queue door) {
                open(config, logins, entry, door);
            }
        });
        return config;
    }

    private static void open(
            ConfigurationImpl config, SecurityConfiguration logins, SystemEntry entry, Door.Queue door) {
        String role = "system." + entry.name();
        logins.addUser(door.user(), entry.secret());
        logins.addRole(door.user(), role);
        String replies = ReplyQueues.usual(entry);
        queue(config, replies);
        queue(config, door.queue());
        // Queues under the system's name may be made, but by its own login and the gateway only.
        config.addAddressSetting(
                entry.name() + ".#", closed().setAutoCreateQueues(true).setAutoCreateAddresses(true));
        config.putSecurityRoles(entry.name() + ".#", Set.of(all(), reader(role)));
        config.putSecurityRoles(replies, Set.of(all(), reader(role)));
        config.putSecurityRoles(door.queue(), Set.of(all(), sender(role)));
    }

    /** Nothing is made by itself, nothing is dropped: what fails again and again is put aside, what is too much is paged. */
    private static AddressSettings closed() {
        return new AddressSettings()
                .setAutoCreateQueues(false)
                .setAutoCreateAddresses(false)
                .setAutoDeleteQueues(false)
                .setAutoDeleteAddresses(false)
                .setDefaultAddressRoutingType(RoutingType.ANYCAST)
                .setDefaultQueueRoutingType(RoutingType.ANYCAST)
                .setDeadLetterAddress(SimpleString.of(DEAD))
                .setExpiryAddress(SimpleString.of(EXPIRED))
                // The ledger being away must not push accepted messages aside, however long it lasts.
                .setMaxDeliveryAttempts(-1)
                .setRedeliveryDelay(1_000)
                .setRedeliveryMultiplier(2)
                .setMaxRedeliveryDelay(60_000)
                .setMaxSizeBytes(MEMORY_PER_QUEUE)
                .setPageSizeBytes(1024 * 1024)
                .setAddressFullMessagePolicy(AddressFullMessagePolicy.PAGE);
    }

    private static void queue(ConfigurationImpl config, String name) {
        config.addAddressConfiguration(new CoreAddressConfiguration()
                .setName(name)
                .addRoutingType(RoutingType.ANYCAST)
                .addQueueConfiguration(
                        QueueConfiguration.of(name).setAddress(name).setRoutingType(RoutingType.ANYCAST)));
    }

    private static Role all() {
        return new Role(GATEWAY, true, true, true, false, true, false, false, true, true, false);
    }

    private static Role sender(String role) {
        return new Role(role, true, false, false, false, false, false, false, false, false, false);
    }

    private static Role reader(String role) {
        return new Role(role, false, true, true, false, false, false, false, true, true, false);
    }

    private static String protocols() {
        try {
            Class.forName(AMQP);
            return "CORE,AMQP";
        } catch (ClassNotFoundException absent) {
            return "CORE";
        }
    }

    private static Path folder(Home home) throws IOException {
        Path folder = home.data().resolve("broker");
        Files.createDirectories(folder);
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
        return folder;
    }
}
