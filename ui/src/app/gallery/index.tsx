export function Gallery() {
  return <p>部件</p>;
}
