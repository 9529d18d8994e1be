package org.nansen.gateway;

import java.io.ObjectInputFilter;
import org.nansen.gateway.operations.Commands;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.flyway.FlywayAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.autoconfigure.jms.JmsAutoConfiguration;
import org.springframework.boot.autoconfigure.jms.artemis.ArtemisAutoConfiguration;

/**
 * Starts one country's gateway, or runs a command of the command line.
 *
 * <p>The ledger brings its own data source and migrations and intake its own broker: what Boot would configure of these
 * by itself lies in the temp folder, without security.
 */
@SpringBootApplication(
        exclude = {
            ArtemisAutoConfiguration.class,
            JmsAutoConfiguration.class,
            DataSourceAutoConfiguration.class,
            FlywayAutoConfiguration.class
        })
public class GatewayApplication {

    public static void main(String[] args) {
        refuseSerializedObjects();
        if (Commands.isCommand(args)) {
            System.exit(Commands.run(args));
        }
        SpringApplication.run(GatewayApplication.class, args);
    }

    /** Nothing here reads serialized Java objects, and a queue or a session that brings one is hostile. */
    private static void refuseSerializedObjects() {
        if (ObjectInputFilter.Config.getSerialFilter() == null) {
            ObjectInputFilter.Config.setSerialFilter(ObjectInputFilter.Config.createFilter("!*"));
        }
    }
}
