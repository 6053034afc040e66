using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text;

namespace Acp.Silo.Tests.Contracts;

/// <summary>Values of any contract, each member unlike every other, so that two that are swapped are found.</summary>
/// <param name="bare">Leaves out all that may be left out.</param>
internal sealed class Sample(bool bare)
{
    private readonly NullabilityInfoContext nullability = new();
    private int last;

    public object Of(Type type) => type switch
    {
        _ when type == typeof(string) => $"text {++last}",
        _ when type == typeof(int) => ++last,
        _ when type == typeof(long) => 1L + ++last,
        _ when type == typeof(bool) => true,
        _ when type == typeof(DateTimeOffset) => new DateTimeOffset(2026, 6, 1, 12, ++last, 0, TimeSpan.FromHours(2)),
        _ when type == typeof(ReadOnlyMemory<byte>) => new ReadOnlyMemory<byte>(Encoding.UTF8.GetBytes($"xbytes {++last}"))[1..],
        { IsEnum: true } => Enum.GetValues(type).GetValue(++last % Enum.GetValues(type).Length)!,
        _ when Nullable.GetUnderlyingType(type) is { } inner => Of(inner),
        { IsGenericType: true } when type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) => ListOf(type.GetGenericArguments()[0]),
        _ => Make(type),
    };

    /// <summary>All of a value in words.</summary>
    public static string Describe(object? value) => value switch
    {
        null => "null",
        string text => text,
        ReadOnlyMemory<byte> bytes => Convert.ToHexString(bytes.Span),
        IEnumerable list => $"[{string.Join(", ", list.Cast<object?>().Select(Describe))}]",
        Enum or IFormattable => string.Format(CultureInfo.InvariantCulture, "{0}", value),
        _ when value.GetType().Assembly == typeof(IGrains).Assembly => $"{value.GetType()} {{ {string.Join(", ", Members(value))} }}",
        _ => value.ToString()!,
    };

    private static IEnumerable<string> Members(object value) => Closure.ConstructorOf(value.GetType()).GetParameters()
        .Select(parameter => value.GetType().GetProperty(parameter.Name!)!)
        .Concat(Closure.ExtrasOf(value.GetType()))
        .Select(property => $"{property.Name} = {Describe(property.GetValue(value))}");

    private object Make(Type type)
    {
        var constructor = Closure.ConstructorOf(type);
        var made = constructor.Invoke([.. constructor.GetParameters().Select(OfParameter)]);
        foreach (var extra in Closure.ExtrasOf(type))
        {
            extra.SetValue(made, bare && nullability.Create(extra).WriteState == NullabilityState.Nullable ? null : Of(extra.PropertyType));
        }

        return made;
    }

    private object? OfParameter(ParameterInfo parameter) =>
        bare && nullability.Create(parameter).WriteState == NullabilityState.Nullable ? null : Of(parameter.ParameterType);

    private List<object> Items(Type type) => bare ? [] : [Of(type), Of(type)];

    // As a collection expression makes it: a list whose type nobody can name.
    private object ListOf(Type type) =>
        typeof(Sample).GetMethod(nameof(Nameless), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(type).Invoke(null, [Items(type)])!;

    private static IReadOnlyList<T> Nameless<T>(List<object> items) => [.. items.Cast<T>()];
}
