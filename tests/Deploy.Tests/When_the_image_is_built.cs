using System.Globalization;
using Acp.Deploy.Tests.Files;

namespace Acp.Deploy.Tests;

public sealed class When_the_image_is_built
{
    private const string Silo = "src/Silo";

    [Fact]
    public void Everything_copied_is_there_and_reaches_the_builder()
    {
        Assert.Contains("src/", Dockerfile.Copied);
        Assert.All(Dockerfile.Copied, path =>
        {
            Assert.True(Source.Exists(path), path);
            Assert.DoesNotContain(path.TrimEnd('/').Split('/')[0], Ignored);
        });
    }

    [Fact]
    public void No_secret_and_nothing_built_reaches_the_builder()
    {
        string[] kept = ["**/.env", "**/*.env", ".git", "**/bin", "**/obj", "**/data", "**/*.db"];
        Assert.Superset(kept.ToHashSet(), Ignored.ToHashSet());
    }

    [Fact]
    public void Everything_published_is_a_project_of_the_solution()
    {
        var solution = Source.Read("Acp.Orleans.sln").Replace('\\', '/');
        var projects = Dockerfile.Published.Select(it => it.Project).ToArray();

        Assert.Equal(["src/Gateway", Silo, "tools/FakeStripe"], projects);
        Assert.All(projects.Where(IsHere), project => Assert.Contains($"\"{ProjectFile(project)}\"", solution, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_program_that_is_started_is_where_it_is_started()
    {
        var programs = Compose.Processes.Select(service => (Folder(service), Program: service.Command is [var program, ..] ? program : Default))
            .Concat(Compose.Processes.Select(service => ("/", service.Probe[2])))
            .Concat(Kubernetes.Workloads.Select(it => (it.Container["workingDir"]!.ToString(), it.Container["args"]![0]!.ToString())))
            .Append((Dockerfile.One("WORKDIR").Text, Default))
            .Select(it => Path.Combine(it.Item1, it.Item2)).ToHashSet();

        var built = Dockerfile.Published.Select(it => $"{it.Folder}/{Assembly(it.Project)}").ToHashSet();
        Assert.Subset(built, programs);
    }

    [Fact]
    public void What_the_fake_is_told_it_understands()
    {
        var understood = Source.Read("tools/FakeStripe/CommandLine.cs");
        Assert.All(
            Compose.Named("fake-stripe").Command.Where(word => word.StartsWith("--", StringComparison.Ordinal)),
            word => Assert.Contains($"\"{word}\"", understood, StringComparison.Ordinal));
    }

    [Fact]
    public void Nothing_in_it_runs_as_root_or_can_become_it()
    {
        var user = int.Parse(Dockerfile.One("USER").Text, CultureInfo.InvariantCulture);

        Assert.NotEqual(0, user);
        Assert.Contains($"--chown={user}:{user} ", Dockerfile.Final.Where(it => it.Name == "COPY").Select(it => it.Text).Last(), StringComparison.Ordinal);
        Assert.All(Kubernetes.Workloads, it =>
        {
            Assert.True((bool)it.Pod["securityContext"]!["runAsNonRoot"]!);
            Assert.Equal(user, (int)it.Pod["securityContext"]!["runAsUser"]!);
            Assert.False((bool)it.Container["securityContext"]!["allowPrivilegeEscalation"]!);
            Assert.True((bool)it.Container["securityContext"]!["readOnlyRootFilesystem"]!);
            Assert.Equal("ALL", it.Container["securityContext"]!["capabilities"]!["drop"]!.Items().Single().ToString());
        });
        Assert.All(Compose.Processes, service =>
        {
            Assert.True((bool)service.Node["read_only"]!);
            Assert.Equal("ALL", service.Node["cap_drop"].Items().Single().ToString());
        });
    }

    /// <summary>It has no shell: an instruction that wants one would fail where nobody has tried it.</summary>
    [Fact]
    public void Nothing_in_it_needs_a_shell()
    {
        Assert.EndsWith("-chiseled", Dockerfile.One("FROM").Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Dockerfile.Final, it => it.Name == "RUN");
        Assert.All(["ENTRYPOINT", "CMD", "HEALTHCHECK"], name => Assert.NotEmpty(Dockerfile.One(name).Words));
        Assert.All(Compose.Processes, service => Assert.Equal("CMD", service.Probe[0]));
    }

    private static string Default => Dockerfile.One("CMD").Words.Single();

    private static string[] Ignored => Source.Read(".dockerignore").Split('\n');

    private static string Folder(Service service) => service.Node["working_dir"]?.ToString() ?? Dockerfile.One("WORKDIR").Text;

    private static bool IsHere(string project) => project != Silo || Source.Exists(Silo);

    private static string ProjectFile(string project) =>
        Path.GetRelativePath(Repository.Root, Directory.EnumerateFiles(Source.At(project), "*.csproj").Single());

    // As Directory.Build.props names it.
    private static string Assembly(string project) =>
        $"Acp.{(IsHere(project) ? Path.GetFileNameWithoutExtension(ProjectFile(project)) : Path.GetFileName(project))}.dll";
}
