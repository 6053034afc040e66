using System.Text;
using System.Text.Json.Serialization.Metadata;
using Acp.Store;

namespace Acp.Upgrade.Writing;

/// <summary>
/// Every record that a store holds, member by member, as it is written: what an older version wrote and a newer one must read.
/// </summary>
internal static class StoredShapes
{
    /// <returns>A line a member: its record, its name in JSON, its type; a line a state of what has several.</returns>
    public static string Render()
    {
        var found = new SortedDictionary<string, Type>(StringComparer.Ordinal);
        foreach (var type in typeof(Stored).Assembly.GetTypes().Where(type => type != typeof(Stored) && type.IsAssignableTo(typeof(Stored))))
        {
            Add(found, type);
        }

        return string.Concat(found.SelectMany(it => Lines(it.Key, it.Value)).Select(line => line + "\n"));
    }

    private static void Add(SortedDictionary<string, Type> found, Type type)
    {
        var inner = Nullable.GetUnderlyingType(type) ?? type;
        Array.ForEach(inner.IsArray ? [inner.GetElementType()!] : inner.GetGenericArguments(), argument => Add(found, argument));
        if (!IsOurs(inner) || !found.TryAdd(NameOf(inner), inner) || inner.IsEnum)
        {
            return;
        }

        foreach (var property in Members(inner))
        {
            Add(found, property.PropertyType);
        }
    }

    private static IEnumerable<string> Lines(string name, Type type) => type.IsEnum
        ? Enum.GetNames(type).Select(word => $"{name}: {word}")
        : [.. States(type).Select(state => $"{name} is {state}"), .. Members(type).Select(member => $"{name}.{member.Name}: {NameOf(member.PropertyType)}").Order(StringComparer.Ordinal)];

    private static IEnumerable<JsonPropertyInfo> Members(Type type) =>
        type.IsAbstract ? [] : StateCodec.Contract(type).Properties.Where(member => !member.IsExtensionData && (member.Set is not null || member.AssociatedParameter is not null));

    private static IEnumerable<string> States(Type type) =>
        StateCodec.Contract(type).PolymorphismOptions?.DerivedTypes.Select(state => $"{state.TypeDiscriminator}: {NameOf(state.DerivedType)}").Order(StringComparer.Ordinal) ?? Enumerable.Empty<string>();

    private static bool IsOurs(Type type) => type.Namespace?.StartsWith("Acp", StringComparison.Ordinal) ?? false;

    private static string NameOf(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner)
        {
            return $"{NameOf(inner)}?";
        }

        var name = new StringBuilder(type.IsNested ? $"{NameOf(type.DeclaringType!)}." : "").Append(type.Name.Split('`')[0]);
        return type.IsGenericType ? name.Append('<').AppendJoin(", ", type.GetGenericArguments().Select(NameOf)).Append('>').ToString() : name.ToString();
    }
}
