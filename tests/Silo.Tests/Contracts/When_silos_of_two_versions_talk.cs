using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using Orleans.Serialization;

namespace Acp.Silo.Tests.Contracts;

/// <summary>
/// During a rolling upgrade silos of two versions send each other contracts. What the version before sends lies here as bytes;
/// and an <c>Id</c>, once given, keeps its meaning, so that what this version sends is understood there, too.
/// </summary>
public sealed class When_silos_of_two_versions_talk : IDisposable
{
    private const string WhatToDo =
        "Silos of the version before still send and expect it. Take a new Id for what is new, and leave out of use what is old. "
        + "What is only new belongs into the listing, beside bytes of this version: copy what the test wrote next to its program (docs/upgrades.md).";

    private readonly ServiceProvider services;

    public When_silos_of_two_versions_talk()
    {
        var collection = new ServiceCollection().AddSerializer();
        OrleansEngine.AddContracts(collection);
        services = collection.BuildServiceProvider();
    }

    public void Dispose() => services.Dispose();

    /// <summary>A line each: the type, whether all was left out that may be, the bytes, and every member in words.</summary>
    [Fact]
    public void What_the_version_before_sends_is_read_with_every_member()
    {
        var serializer = services.GetRequiredService<Serializer>();
        var lines = Kept("Contracts.bytes.txt").ToArray();

        foreach (var line in lines)
        {
            var parts = line.Split('\t');
            var now = Flatten("", serializer.Deserialize<object>(Convert.FromBase64String(parts[2]))).ToHashSet(StringComparer.Ordinal);
            var lost = parts[3].Split(" | ").Where(member => !now.Contains(member)).ToArray();
            Assert.True(lost.Length == 0, $"{parts[0]} arrives without {string.Join(", ", lost)}. {WhatToDo}");
        }

        Assert.True(lines.Length > 100, $"Only {lines.Length} were kept.");
    }

    [Fact]
    public void Each_contract_of_this_version_has_bytes_for_the_next()
    {
        var now = Closure.Concrete.SelectMany(type => new[] { false, true }.Select(bare => (Type: type, Bare: bare))).ToArray();
        File.WriteAllLines(Path.Combine(AppContext.BaseDirectory, "Contracts.bytes.txt.actual"), now.Select(it => Line(it.Type, it.Bare)));

        var missing = now.Select(it => $"{it.Type}\t{it.Bare}").Except(Kept("Contracts.bytes.txt").Select(line => string.Join('\t', line.Split('\t')[..2]))).ToArray();

        Assert.True(missing.Length == 0, $"No bytes are kept of {string.Join(", ", missing)}. {WhatToDo}");
    }

    [Fact]
    public void An_id_that_was_given_keeps_its_meaning()
    {
        var now = typeof(OrleansEngine).Assembly.GetTypes().Where(type => type.GetCustomAttribute<GenerateSerializerAttribute>() is not null)
            .SelectMany(Ids).Order(StringComparer.Ordinal).ToArray();
        File.WriteAllLines(Path.Combine(AppContext.BaseDirectory, "Contracts.ids.txt.actual"), now);
        var kept = Kept("Contracts.ids.txt").ToArray();

        Assert.True(!kept.Except(now).Any(), $"Gone or changed: {string.Join("; ", kept.Except(now))}. {WhatToDo}");
        Assert.True(!now.Except(kept).Any(), $"New and not listed: {string.Join("; ", now.Except(kept))}. {WhatToDo}");
    }

    private string Line(Type type, bool bare)
    {
        var value = new Sample(bare).Of(type);
        return $"{type}\t{bare}\t{Convert.ToBase64String(services.GetRequiredService<Serializer>().SerializeToArray(value))}\t{string.Join(" | ", Flatten("", value))}";
    }

    private static IEnumerable<string> Ids(Type type)
    {
        var alias = type.GetCustomAttribute<AliasAttribute>()?.Alias ?? type.FullName!;
        var members = type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .Select(field => (Id: field.GetCustomAttribute<IdAttribute>()?.Id, field.Name, field.FieldType)).Where(field => field.Id is not null)
            .Select(field => $"{alias} {field.Id} {field.Name}: {field.FieldType}").ToArray();
        return members.Length == 0 ? [$"{alias} is empty"] : members;
    }

    private static IEnumerable<string> Flatten(string path, object? value) => value switch
    {
        null => [$"{path}=null"],
        string text => [$"{path}={text}"],
        ReadOnlyMemory<byte> bytes => [$"{path}={Convert.ToHexString(bytes.Span)}"],
        IEnumerable list => list.Cast<object?>().SelectMany((item, i) => Flatten($"{path}[{i}]", item)),
        _ when value.GetType().Assembly == typeof(IGrains).Assembly && !value.GetType().IsEnum => Members(value).SelectMany(member => Flatten($"{path}.{member.Name}", member.GetValue(value))).Prepend($"{path}:{value.GetType()}"),
        _ => [string.Format(CultureInfo.InvariantCulture, "{0}={1}", path, value)],
    };

    private static IEnumerable<PropertyInfo> Members(object value) => Closure.ConstructorOf(value.GetType()).GetParameters()
        .Select(parameter => value.GetType().GetProperty(parameter.Name!)!)
        .Concat(Closure.ExtrasOf(value.GetType()));

    private static IEnumerable<string> Kept(string file, [CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, file) is var path && File.Exists(path) ? File.ReadLines(path) : [];
}
