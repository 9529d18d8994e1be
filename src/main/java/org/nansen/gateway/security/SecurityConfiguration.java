package org.nansen.gateway.security;

import static org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher.withDefaults;

import jakarta.servlet.DispatcherType;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.record.SystemLogins;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * One chain for both ports, default deny: a path that is not named here is closed to everybody. Calls carry their login
 * each (HTTP Basic), so there is no session and no cookie that another site could ride on.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SecuritySettings.class)
class SecurityConfiguration {

    @Bean
    PasswordEncoder passwords() {
        return new RememberedPasswords(PasswordEncoderFactories.createDelegatingPasswordEncoder());
    }

    @Bean
    UserDetailsService logins(
            SecuritySettings settings, ObjectProvider<SystemLogins> systems, PasswordEncoder passwords) {
        return new Logins(
                settings,
                () -> Optional.ofNullable(systems.getIfAvailable())
                        .map(SystemLogins::all)
                        .orElse(List.of()),
                passwords);
    }

    @Bean
    AuthenticationManager authentication(UserDetailsService logins, PasswordEncoder passwords) {
        DaoAuthenticationProvider provider = new DaoAuthenticationProvider(logins);
        provider.setPasswordEncoder(passwords);
        return new ProviderManager(new PatientLogins(provider, System::nanoTime));
    }

    @Bean
    SecurityFilterChain doors(HttpSecurity http, AuthenticationManager authentication) throws Exception {
        Refusals refusals = new Refusals();
        String operator = Role.OPERATOR.name();
        String officer = Role.OFFICER.name();
        return http.authenticationManager(authentication)
                .httpBasic(basic -> basic.authenticationEntryPoint(refusals))
                .exceptionHandling(no -> no.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .authorizeHttpRequests(paths -> paths
                        // What the container dispatches again was let in, or refused, the first time.
                        .dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC)
                        .permitAll()
                        .requestMatchers(path(null, "/observe/**"))
                        .hasAnyRole(operator, Role.MONITOR.name())
                        .requestMatchers(path(HttpMethod.POST, "/api/v1/systems/{system}/records"))
                        .access(new OwnSystem())
                        .requestMatchers(path(HttpMethod.GET, "/api/v1/systems/{system}/answers"))
                        .access(new OwnSystem())
                        .requestMatchers(path(HttpMethod.GET, "/api/v1/receipts/{id}"))
                        .hasAnyRole(operator, Role.SYSTEM.name())
                        .requestMatchers(
                                path(HttpMethod.GET, "/api/v1/records"), path(HttpMethod.GET, "/api/v1/records/{id}"))
                        .hasAnyRole(operator, officer)
                        .requestMatchers(path(HttpMethod.GET, "/api/v1/accounting"))
                        .hasAnyRole(operator, officer)
                        .requestMatchers(
                                path(null, "/api/v1/restoration/letters"),
                                path(HttpMethod.GET, "/api/v1/drops/{receiptId}"),
                                path(HttpMethod.POST, "/api/v1/vanished/seen"))
                        .hasRole(officer)
                        .requestMatchers(
                                path(HttpMethod.POST, "/api/v1/drops/{receiptId}/release"),
                                path(HttpMethod.POST, "/api/v1/drops/{receiptId}/refuse"),
                                path(HttpMethod.GET, "/api/v1/vanished"),
                                path(HttpMethod.GET, "/api/v1/vanished/{system}"),
                                path(HttpMethod.GET, "/api/v1/shadow"))
                        .hasAnyRole(operator, officer)
                        .requestMatchers(
                                path(HttpMethod.GET, "/api/v1/restoration"),
                                path(HttpMethod.POST, "/api/v1/restoration/end"))
                        .hasAnyRole(operator, officer)
                        .requestMatchers(path(null, "/api/v1/**"))
                        .hasRole(operator)
                        .anyRequest()
                        .denyAll())
                .build();
    }

    private static RequestMatcher path(@Nullable HttpMethod method, String pattern) {
        return method == null ? withDefaults().matcher(pattern) : withDefaults().matcher(method, pattern);
    }
}
