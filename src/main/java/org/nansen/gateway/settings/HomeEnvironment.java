package org.nansen.gateway.settings;

import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Says where settings are read from: what the jar brings, then {@code config/application.yaml} of the gateway's home.
 * Spring Boot alone would also read {@code ./config} of whatever folder the gateway was started in, and so mix the
 * settings of two gateways.
 */
final class HomeEnvironment implements EnvironmentPostProcessor, Ordered {

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        environment
                .getPropertySources()
                .addLast(new MapPropertySource(
                        "gatewayHome",
                        Map.of(
                                "spring.config.location",
                                "optional:classpath:/,optional:file:${gateway.home:.}/config/application.yaml")));
    }

    @Override
    public int getOrder() {
        return ConfigDataEnvironmentPostProcessor.ORDER - 1;
    }
}
