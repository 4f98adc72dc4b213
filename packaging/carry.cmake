# Writes the C++ file OUTPUT that defines carried_files(): every file of MANIFEST with its bytes. A line of the
# manifest is PATH|SOURCE; without SOURCE it is the program itself.
cmake_minimum_required(VERSION 3.25)
file(STRINGS ${MANIFEST} lines)
set(arrays)
set(entries)
set(number 0)
foreach(line IN LISTS lines)
  string(REPLACE "|" ";" parts "${line}")
  list(GET parts 0 path)
  list(GET parts 1 source)
  if(NOT source)
    string(APPEND entries "    {\"${path}\", {}, true},\n")
    continue()
  endif()
  file(READ ${source} bytes HEX)
  string(REGEX REPLACE "(..)" "'\\\\x\\1'," bytes "${bytes}")
  string(APPEND arrays "constexpr char kFile${number}[] = {${bytes}'\\0'};\n")
  string(APPEND entries "    {\"${path}\", {kFile${number}, sizeof kFile${number} - 1}, false},\n")
  math(EXPR number "${number} + 1")
endforeach()
file(WRITE ${OUTPUT} "#include \"runtime/install_command.h\"

namespace job_retry {
namespace {

${arrays}
constexpr CarriedFile kFiles[] = {
${entries}};

}  // namespace

std::span<const CarriedFile> carried_files() {
    return kFiles;
}

}  // namespace job_retry
")
