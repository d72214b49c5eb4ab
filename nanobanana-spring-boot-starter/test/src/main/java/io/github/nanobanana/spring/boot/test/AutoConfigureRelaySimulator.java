package io.github.nanobanana.spring.boot.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.github.nanobanana.relay.simulator.RelaySimulator;
import io.github.nanobanana.relay.simulator.RelaySimulatorBuilder;
import io.github.nanobanana.spring.ai.NanoBananaEndpoint;
import io.github.nanobanana.spring.ai.NanoBananaEndpointSource;
import io.github.nanobanana.spring.ai.RoutingImageModel;
import io.github.nanobanana.spring.boot.autoconfigure.NanoBananaConnectionDetails;

/**
 * Lets the image model of a Spring test draw at a {@link RelaySimulator}, which is a bean
 * that the test may have injected. Whatever addresses and keys are configured, none of
 * them is called: the simulator's {@link NanoBananaConnectionDetails} stand in their
 * place, as the endpoint named {@code default}. The router of
 * {@code spring.ai.nanobanana.image.fallback} asks no other model: what the simulator
 * fails to bring is missing. Beans of type {@link NanoBananaEndpoint},
 * {@link NanoBananaEndpointSource} or {@link RoutingImageModel} stay as they are.
 *
 * <pre class="code">
 * &#64;SpringBootTest
 * &#64;AutoConfigureRelaySimulator
 * class PosterTests {
 *
 *     &#64;Test
 *     void posterIsDrawnOnce(@Autowired Posters posters, @Autowired RelaySimulator relay) {
 *         posters.draw("a lighthouse");
 *         assertThat(relay.ledger().charges()).isEqualTo(1);
 *     }
 *
 * }
 * </pre>
 *
 * Each application context has a simulator of its own, which closes with it. Before every
 * test method the simulator forgets requests, misbehaviours and ledger, and the model
 * what it has learnt of its endpoints, so test methods of one context must not run at the
 * same time. A bean of type {@link RelaySimulatorBuilder} gives the simulator settings of
 * its own. Endpoints are not probed unless {@code spring.ai.nanobanana.probe-interval} is
 * set.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface AutoConfigureRelaySimulator {

}
