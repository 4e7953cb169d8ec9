package io.chorus.stack.test;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The records that a service may write or read as JSON, found in its bytecode. A native executable
 * can do so only where they are registered for reflection; the JVM can always, so nobody would
 * notice.
 *
 * <p>What a value is at run time the bytecode does not say, so more is found than is meant: every
 * record that a class which hands something to JSON makes, is given back or names, and every record
 * that a resource answers with.
 */
public final class JsonTypes {
  private static final String OURS = "io.chorus.";
  private static final String MAPPER = "com.fasterxml.jackson.databind.ObjectMapper";
  private static final List<String> OF_THE_MODEL =
      List.of("io.chorus.model.Json", "io.chorus.model.frame.Frame");

  private final JavaClasses classes;
  private final String service;
  private final Set<JavaMethod> ways = new HashSet<>();

  private JsonTypes(JavaClasses classes, String service) {
    this.classes = classes;
    this.service = service;
    int before;
    do {
      before = ways.size();
      classes.stream()
          .flatMap(type -> type.getMethods().stream())
          .filter(method -> passesOn(method) && gives(method))
          .flatMap(JsonTypes::withOverridden)
          .forEach(ways::add);
    } while (ways.size() > before);
  }

  /**
   * Names of those that are not registered.
   *
   * @param service its package
   * @param notWritten ends of names that are found and known to be no JSON: only what is in them is
   */
  public static Set<String> unregistered(String service, String... notWritten) {
    JavaClasses classes =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(service, "io.chorus.model");
    Set<String> missing = new TreeSet<>();
    new JsonTypes(classes, service).given().forEach(type -> missing.add(type.getName()));
    if (missing.isEmpty()) {
      throw new IllegalStateException("no JSON at all was found in " + service);
    }
    missing.removeAll(registered(classes));
    missing.removeIf(name -> Arrays.stream(notWritten).anyMatch(name::endsWith));
    return missing;
  }

  private Set<JavaClass> given() {
    Set<JavaClass> given = new HashSet<>();
    for (JavaClass type : classes) {
      if (isUsed(type) && type.getCodeUnits().stream().anyMatch(this::gives)) {
        type.getCodeUnits().stream().flatMap(JsonTypes::handled).forEach(t -> add(t, given));
        type.getCodeUnits().stream()
            .filter(this::gives)
            .flatMap(unit -> unit.getRawParameterTypes().stream())
            .forEach(parameter -> add(parameter, given));
      }
      type.getMethods().stream()
          .filter(JsonTypes::answers)
          .forEach(method -> add(method.getReturnType(), given));
    }
    return given;
  }

  /** Of the model each service uses but a part. */
  private boolean isUsed(JavaClass type) {
    return type.getName().startsWith(service)
        || type.getDirectDependenciesToSelf().stream()
            .anyMatch(dependency -> dependency.getOriginClass().getName().startsWith(service));
  }

  /** A record of ours, and those in it. */
  private static void add(JavaType type, Set<JavaClass> given) {
    for (JavaClass raw : type.getAllInvolvedRawTypes()) {
      if (raw.isRecord() && raw.getName().startsWith(OURS) && given.add(raw)) {
        raw.getFields().stream()
            .filter(field -> !isConstant(field))
            .forEach(field -> add(field.getType(), given));
      }
    }
  }

  private static boolean isConstant(JavaField field) {
    return field.getModifiers().contains(JavaModifier.STATIC);
  }

  private static Stream<JavaType> handled(JavaCodeUnit unit) {
    return Stream.of(
            unit.getConstructorCallsFromSelf().stream().map(call -> call.getTargetOwner()),
            unit.getMethodCallsFromSelf().stream()
                .flatMap(call -> call.getTarget().resolveMember().stream())
                .map(JavaMethod::getReturnType),
            unit.getFieldAccesses().stream()
                .flatMap(access -> access.getTarget().resolveMember().stream())
                .filter(JsonTypes::isConstant)
                .map(JavaField::getType),
            unit.getReferencedClassObjects().stream().map(named -> named.getRawType()))
        .flatMap(types -> types);
  }

  private boolean gives(JavaCodeUnit unit) {
    return unit.getMethodCallsFromSelf().stream()
        .anyMatch(
            call ->
                call.getTargetOwner().getName().equals(MAPPER)
                    || OF_THE_MODEL.contains(call.getTargetOwner().getName())
                    || call.getTarget().resolveMember().filter(ways::contains).isPresent());
  }

  /** Whether a method takes a value of any type. */
  private static boolean passesOn(JavaMethod method) {
    return method.getRawParameterTypes().stream()
        .anyMatch(type -> type.isEquivalentTo(Object.class));
  }

  private static Stream<JavaMethod> withOverridden(JavaMethod method) {
    return Stream.concat(
        Stream.of(method),
        method.getOwner().getAllRawInterfaces().stream()
            .flatMap(type -> type.getMethods().stream())
            .filter(
                inherited ->
                    inherited.getName().equals(method.getName())
                        && inherited.getRawParameterTypes().equals(method.getRawParameterTypes())));
  }

  private static boolean answers(JavaMethod method) {
    return Stream.of("GET", "POST", "PUT", "DELETE")
        .anyMatch(verb -> method.isAnnotatedWith("jakarta.ws.rs." + verb));
  }

  private static Set<String> registered(JavaClasses classes) {
    Set<String> registered = new HashSet<>();
    for (JavaClass type : classes) {
      if (type.isAnnotatedWith(RegisterForReflection.class)) {
        Class<?>[] targets = type.getAnnotationOfType(RegisterForReflection.class).targets();
        Stream<String> names =
            targets.length > 0
                ? Arrays.stream(targets).map(Class::getName)
                : classes.stream()
                    .map(JavaClass::getName)
                    .filter(
                        name ->
                            name.equals(type.getName()) || name.startsWith(type.getName() + "$"));
        names.forEach(registered::add);
      }
    }
    return registered;
  }
}
