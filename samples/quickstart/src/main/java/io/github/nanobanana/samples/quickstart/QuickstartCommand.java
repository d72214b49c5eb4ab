package io.github.nanobanana.samples.quickstart;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import org.springframework.ai.image.ImagePrompt;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.io.FileSystemResource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import io.github.nanobanana.spring.ai.InvalidImageRequestException;
import io.github.nanobanana.spring.ai.NanoBananaImageModel;
import io.github.nanobanana.spring.ai.NanoBananaImageOptions;
import io.github.nanobanana.spring.ai.ReferenceImage;

/**
 * The command line: reads the arguments, starts the application and lets it make the
 * pictures.
 */
@Command(name = "quickstart", mixinStandardHelpOptions = true, version = "quickstart 0.1",
		description = "Writes the picture that a prompt describes to a file.",
		footer = { "", "Environment:", "  NANOBANANA_API_KEY   the key of your relay; without it a simulator answers",
				"  NANOBANANA_BASE_URL  the address of your relay's API", "", "Example:",
				"  quickstart --ratio 16:9 --size 2K --count 4 a lighthouse in a storm, cinematic" })
final class QuickstartCommand implements Callable<Integer> {

	private static final String SEED_PROMPT = "a cute cat wearing sunglasses";

	@Parameters(arity = "0..*", paramLabel = "PROMPT",
			description = "What the picture shows (default: " + SEED_PROMPT + ").")
	private List<String> words = List.of();

	@Option(names = { "-r", "--ratio" }, paramLabel = "W:H", description = "Aspect ratio, such as 16:9.")
	private @Nullable String ratio;

	@Option(names = { "-s", "--size" }, paramLabel = "TIER", description = "512, 1K, 2K or 4K.")
	private @Nullable String size;

	@Option(names = { "-n", "--count" }, paramLabel = "N",
			description = "Versions to choose from, 1 to 16 (default: 1).")
	private @Nullable Integer count;

	@Option(names = { "-m", "--model" }, paramLabel = "NAME", description = "Model name as your relay lists it.")
	private @Nullable String model;

	@Option(names = { "-i", "--image" }, paramLabel = "FILE",
			description = "Picture to go along, to edit it or to keep its subject; may be repeated.")
	private List<Path> references = List.of();

	@Option(names = { "-o", "--out" }, paramLabel = "FOLDER", defaultValue = "pictures",
			description = "Where the files go (default: ${DEFAULT-VALUE}).")
	private Path folder = Path.of("pictures");

	@Spec
	private @Nullable CommandSpec spec;

	private final Map<String, String> environment;

	QuickstartCommand(Map<String, String> environment) {
		this.environment = environment;
	}

	@Override
	public Integer call() {
		PrintWriter out = Objects.requireNonNull(this.spec).commandLine().getOut();
		ImagePrompt prompt;
		try {
			prompt = prompt();
		}
		catch (InvalidImageRequestException ex) {
			out.println(ex.getMessage());
			return 2;
		}
		try (Relay relay = Relay.of(this.environment)) {
			out.println(relay.notice());
			out.flush();
			if (!relay.isReachable()) {
				return 2;
			}
			return make(prompt, relay, out);
		}
	}

	private int make(ImagePrompt prompt, Relay relay, PrintWriter out) {
		ConfigurableApplicationContext context;
		try {
			context = start(relay);
		}
		catch (RuntimeException ex) {
			// Spring Boot has explained it on the terminal
			return 1;
		}
		try (context) {
			return new PictureMaker(context.getBean(NanoBananaImageModel.class), out).make(prompt, this.folder);
		}
	}

	private ImagePrompt prompt() {
		String text = this.words.isEmpty() ? SEED_PROMPT : String.join(" ", this.words);
		return new ImagePrompt(text,
				NanoBananaImageOptions.builder()
					.aspectRatio(this.ratio)
					.imageSize(this.size)
					.n(this.count)
					.model(this.model)
					.references(this.references.stream().map(FileSystemResource::new).map(ReferenceImage::of).toList())
					.build());
	}

	private static ConfigurableApplicationContext start(Relay relay) {
		SpringApplication application = new SpringApplicationBuilder(PictureApplication.class)
			.main(PictureApplication.class)
			.build();
		application.addInitializers((context) -> context.getEnvironment()
			.getPropertySources()
			.addFirst(new MapPropertySource("relay", relay.properties())));
		return application.run();
	}

}
