using System.ComponentModel;
using System.Globalization;

namespace OpenAIImages.Generated.Serialization;

/// <summary>Lets configuration binding and other users of <see cref="TypeDescriptor"/> convert a text.</summary>
internal abstract class OpenEnumTypeConverter<T> : TypeConverter
    where T : struct
{
    public override bool CanConvertFrom(ITypeDescriptorContext? context, Type sourceType) =>
        sourceType == typeof(string) || base.CanConvertFrom(context, sourceType);

    public override object? ConvertFrom(ITypeDescriptorContext? context, CultureInfo? culture, object value) =>
        value is string text ? Create(text) : base.ConvertFrom(context, culture, value);

    private protected abstract T Create(string value);
}
