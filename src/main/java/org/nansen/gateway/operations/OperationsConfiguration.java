package org.nansen.gateway.operations;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(OperationsSettings.class)
class OperationsConfiguration {

    @Bean
    FilterRegistrationBean<OpeningHours> openingHours(ApplicationAvailability availability, ObjectMapper json) {
        FilterRegistrationBean<OpeningHours> filter =
                new FilterRegistrationBean<>(new OpeningHours(availability, json));
        filter.addUrlPatterns("/api/*");
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 10);
        return filter;
    }
}
